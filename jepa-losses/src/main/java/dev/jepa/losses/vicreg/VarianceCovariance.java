package dev.jepa.losses.vicreg;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Shape;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;

/**
 * The two terms that keep an embedding from collapsing: each feature must vary, and features must not co-vary.
 *
 * <pre>
 * variance(Z)   = 1/D sum_j max(0, targetStd - sqrt(Var(Z_j) + epsilon))
 * covariance(Z) = 1/D sum_{i != j} C(Z)_ij^2,   C(Z) = Zc^T Zc / (N - 1),  Zc = Z - mean
 * </pre>
 *
 * <p>Source: VICReg, arXiv 2105.04906, equations 1 to 4; both divide by N - 1. Legend: N examples, D features.
 */
public final class VarianceCovariance {
    private static final double EPSILON = 1e-4;

    private VarianceCovariance() {}

    /**
     * The mean hinge on the features' standard deviations.
     *
     * @param embedding [N, D], N >= 2
     * @param targetStd gamma, 1 in the paper
     * @return a scalar, 0 when every feature's standard deviation reaches targetStd
     */
    public static Tensor variance(Tensor embedding, double targetStd) {
        requireExamples(embedding);
        Tensor std = embedding.var(1, 0).add(EPSILON).sqrt(); // [D]
        return std.subtractFrom(targetStd).relu().mean();
    }

    /**
     * The squared off-diagonal covariances, summed and divided by D.
     *
     * @param embedding [N, D], N >= 2
     * @return a scalar, 0 when features are uncorrelated
     */
    public static Tensor covariance(Tensor embedding) {
        requireExamples(embedding);
        long examples = embedding.size(0);
        int features = (int) embedding.size(1);
        Tensor centred = embedding.sub(embedding.meanKeep(0)); // [N, D]
        Tensor covariance = centred.transpose(0, 1).matmul(centred).div(examples - 1.0); // [D, D]
        Tensor offDiagonal = covariance.mul(offDiagonalMask(features, embedding.dtype(), embedding.device()));
        return offDiagonal.square().sum().div((double) features);
    }

    private static Tensor offDiagonalMask(int size, DType dtype, Device device) {
        return Tensors.ones(dtype, device, Shape.of(size, size))
                .sub(Tensors.eye(size, size, dtype).to(device));
    }

    private static void requireExamples(Tensor embedding) {
        if (embedding.shape().rank() != 2 || embedding.size(0) < 2) {
            throw new IllegalArgumentException("An embedding must be [N, D] with N >= 2 but was " + embedding.shape()
                    + ".\nMaybe flatten tokens first, or use a larger batch.");
        }
    }
}
