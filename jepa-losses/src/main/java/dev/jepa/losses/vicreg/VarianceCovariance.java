package dev.jepa.losses.vicreg;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.losses.embedding.Embeddings;

/**
 * The two terms that keep an embedding from collapsing: each feature must vary, and features must not co-vary.
 *
 * <pre>
 * variance(Z)   = 1/D sum_j max(0, targetStd - sqrt(Var(Z_j) + epsilon))
 * covariance(Z) = 1/D sum_{i != j} C(Z)_ij^2,   C(Z) = Zc^T Zc / (N - 1),  Zc = Z - mean
 * </pre>
 *
 * <p>Both divide by N - 1. A stack of batches [..., N, D] gives the mean over its batches; {@link SampleAxes} makes such stacks
 * of sequences and feature maps. A single feature has covariance 0.
 *
 * <p>Source: VICReg, arXiv 2105.04906, equations 1 to 4. Legend: N examples, D features.
 */
public final class VarianceCovariance {
    private static final double EPSILON = 1e-4;

    private VarianceCovariance() {}

    /**
     * The mean hinge on the features' standard deviations.
     *
     * @param embedding [..., N, D], N >= 2
     * @param targetStd gamma, 1 in the paper
     * @return a scalar, 0 when every feature's standard deviation reaches targetStd
     */
    public static Tensor variance(Tensor embedding, double targetStd) {
        Embeddings.require(embedding, 2);
        Tensor std = embedding.var(1, -2).add(EPSILON).sqrt(); // [..., D]
        return std.subtractFrom(targetStd).relu().mean();
    }

    /**
     * The squared off-diagonal covariances, summed and divided by D.
     *
     * @param embedding [..., N, D], N >= 2
     * @return a scalar, 0 when features are uncorrelated
     */
    public static Tensor covariance(Tensor embedding) {
        return covariance(embedding, CovarianceScale.PER_FEATURE);
    }

    /** As {@link #covariance(Tensor)}, divided in one of the ways in use. */
    public static Tensor covariance(Tensor embedding, CovarianceScale scale) {
        Embeddings.require(embedding, 2);
        Tensor offDiagonal = Embeddings.offDiagonal(Embeddings.covariance(embedding)); // [..., D, D]
        Tensor sums = offDiagonal.square().sum(-2, -1); // [...]
        return sums.mean().div(scale.divisor(embedding.size(-1)));
    }
}
