package dev.jepa.core.optim;

/**
 * The constants of LARS, and which of two rules in use it follows.
 *
 * @param momentum in [0, 1)
 * @param trust eta, the trust coefficient, &gt; 0
 * @param norm whose norm divides that of the parameter
 */
public record LarsConfig(double momentum, double trust, Norm norm) {
    /** What divides |p| in the trust ratio. */
    public enum Norm {
        /** |g + decay p|; the ratio is 1 where a norm is zero (VICReg, Barlow Twins). */
        DECAYED_GRADIENT,
        /** |g| + decay |p| + 1e-8; where a norm is zero the raw gradient is used, without decay (eb_jepa). */
        RAW_GRADIENT,
        /** As RAW_GRADIENT, with ratio / rate at most 1, so that no layer moves faster than with plain SGD (eb_jepa). */
        RAW_GRADIENT_CLIPPED
    }

    public LarsConfig {
        if (!(momentum >= 0 && momentum < 1) || !(trust > 0 && trust <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException("momentum must lie in [0, 1) and trust be > 0 and finite but they were "
                    + momentum + " and " + trust + ".\nMaybe use LarsConfig.vicReg().");
        }
    }

    /** The official VICReg's: momentum 0.9, trust 0.001. */
    public static LarsConfig vicReg() {
        return new LarsConfig(0.9, 0.001, Norm.DECAYED_GRADIENT);
    }

    /** The official Barlow Twins': the same rule as VICReg's. */
    public static LarsConfig barlowTwins() {
        return vicReg();
    }

    /** The image example of eb_jepa: momentum 0.9, trust 0.02, clipped. */
    public static LarsConfig ebJepa() {
        return new LarsConfig(0.9, 0.02, Norm.RAW_GRADIENT_CLIPPED);
    }
}
