package dev.jepa.losses.vicreg;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.Losses;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.train.LossTerms;
import dev.jepa.losses.embedding.Embeddings;

/**
 * VICReg: two embeddings of the same images agree, each feature varies, features do not co-vary (arXiv 2105.04906).
 *
 * <pre>
 * total      = lambda invariance + mu variance + nu covariance
 * invariance = mean (x - y)^2
 * variance   = s (variance(x) + variance(y)),   s = 1/2 officially, 1 in solo-learn
 * covariance = covariance(x) + covariance(y),         divided by D, or by D (D - 1) in eb_jepa
 * </pre>
 *
 * <p>with {@link VarianceCovariance}. Implementations of this name differ in their factors, so a convention is chosen by
 * name.
 *
 * @param invariance lambda
 * @param variance mu
 * @param covariance nu
 * @param varianceShare s, the factor on each embedding's variance term
 * @param covarianceScale what each embedding's covariance term is divided by
 */
public record VicReg(
        double invariance, double variance, double covariance, double varianceShare, CovarianceScale covarianceScale) {
    public VicReg {
        Bounds.maybe("VicReg.official()")
                .notNegative("invariance", invariance)
                .notNegative("variance", variance)
                .notNegative("covariance", covariance)
                .positive("varianceShare", varianceShare);
    }

    /** The authors' code: 25, 25, 1, and the variance term halved for each embedding. */
    public static VicReg official() {
        return new VicReg(25, 25, 1, 0.5, CovarianceScale.PER_FEATURE);
    }

    /** solo-learn's convention: 25, 25, 1, and the variance term not halved. */
    public static VicReg soloLearn() {
        return new VicReg(25, 25, 1, 1, CovarianceScale.PER_FEATURE);
    }

    /** eb_jepa's convention, with its weights for images: 1, 1, 80, not halved, covariances divided by D (D - 1). */
    public static VicReg ebJepa() {
        return new VicReg(1, 1, 80, 1, CovarianceScale.PER_PAIR);
    }

    /** These factors with other weights. */
    public VicReg withWeights(double newInvariance, double newVariance, double newCovariance) {
        return new VicReg(newInvariance, newVariance, newCovariance, varianceShare, covarianceScale);
    }

    /**
     * The loss of two embeddings of the same images.
     *
     * @param x [N, D], N >= 2
     * @param y [N, D]
     */
    public Terms loss(Tensor x, Tensor y) {
        Embeddings.requirePair(x, y, 2);
        Tensor invarianceTerm = Losses.mse(x, y);
        Tensor varianceTerm = VarianceCovariance.variance(x, 1)
                .add(VarianceCovariance.variance(y, 1))
                .mul(varianceShare);
        Tensor covarianceTerm = VarianceCovariance.covariance(x, covarianceScale)
                .add(VarianceCovariance.covariance(y, covarianceScale));
        Tensor total =
                invarianceTerm.mul(invariance).add(varianceTerm.mul(variance)).add(covarianceTerm.mul(covariance));
        return new Terms(total, invarianceTerm, varianceTerm, covarianceTerm);
    }

    /**
     * The weighted sum and its unweighted parts, all scalars.
     *
     * @param total what is minimised
     * @param invariance disagreement of the two embeddings
     * @param variance lack of variation of single features
     * @param covariance covariation of different features
     */
    public record Terms(Tensor total, Tensor invariance, Tensor variance, Tensor covariance) implements LossTerms {}
}
