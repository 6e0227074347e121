package dev.jepa.losses.barlow;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.Normalization;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.train.LossTerms;
import dev.jepa.losses.embedding.Embeddings;

/**
 * Barlow Twins: each feature correlates with itself across two views, and with no other feature.
 *
 * <pre>
 * C = BN(x)^T BN(y) / N,   BN(z) = (z - mean) / sqrt(Var + 1e-5), Var divided by N
 * total = scale (sum_i (C_ii - 1)^2 + lambda sum_{i != j} C_ij^2)
 * </pre>
 *
 * <p>Constant features have C = 0. Source: arXiv 2103.03230, equation 1, and the authors' code. Legend: N examples, D
 * features.
 *
 * @param lambda the weight of the redundancy
 * @param scale a factor on the whole
 */
public record BarlowTwins(double lambda, double scale) {
    private static final double EPSILON = 1e-5;

    public BarlowTwins {
        Bounds.maybe("BarlowTwins.official()").notNegative("lambda", lambda).positive("scale", scale);
    }

    /** The authors' code: lambda 0.0051. */
    public static BarlowTwins official() {
        return new BarlowTwins(0.0051, 1);
    }

    /** solo-learn's: the same times 0.024. */
    public static BarlowTwins soloLearn() {
        return new BarlowTwins(0.0051, 0.024);
    }

    /**
     * The loss of two embeddings of the same images.
     *
     * @param x [N, D], N >= 2
     * @param y [N, D]
     */
    public Terms loss(Tensor x, Tensor y) {
        Tensor correlation = crossCorrelation(x, y); // [D, D]
        Tensor invariance = Embeddings.diagonal(correlation).sub(1.0).square().sum();
        Tensor redundancy = Embeddings.offDiagonal(correlation).square().sum();
        return new Terms(invariance.add(redundancy.mul(lambda)).mul(scale), invariance, redundancy);
    }

    /** C, [D, D]. */
    public static Tensor crossCorrelation(Tensor x, Tensor y) {
        Embeddings.requireMatrices(x, y, 2);
        Tensor standardX = Normalization.batchNormTraining(x, null, null, null, null, 0, EPSILON);
        Tensor standardY = Normalization.batchNormTraining(y, null, null, null, null, 0, EPSILON);
        return Embeddings.product(standardX.transpose(0, 1), standardY).div((double) x.size(0));
    }

    /**
     * The weighted sum and its unweighted parts, all scalars.
     *
     * @param total what is minimised
     * @param invariance distance of the diagonal from 1
     * @param redundancy correlation of different features
     */
    public record Terms(Tensor total, Tensor invariance, Tensor redundancy) implements LossTerms {}
}
