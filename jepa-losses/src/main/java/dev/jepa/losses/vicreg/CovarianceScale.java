package dev.jepa.losses.vicreg;

/** What the sum of squared off-diagonal covariances is divided by. */
public enum CovarianceScale {
    /** D, the number of features: VICReg's paper and code, solo-learn, VICRegL. */
    PER_FEATURE,
    /** D (D - 1), the number of pairs of features: eb_jepa, PLDM. */
    PER_PAIR;

    double divisor(long features) {
        return (double) features * (this == PER_FEATURE ? 1 : Math.max(1, features - 1));
    }
}
