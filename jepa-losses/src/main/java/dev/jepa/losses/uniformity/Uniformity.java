package dev.jepa.losses.uniformity;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.losses.embedding.Embeddings;

/**
 * The logarithm of the mean Gaussian potential of pairs: ln mean_{i != j} exp(-t |z_i - z_j|^2).
 *
 * <p>It is 0 for a point, and falls as examples come apart; the nearest pairs count most. So where variance and covariance are content
 * with many functions of one cause (z, z^2 - 1, …), two examples that differ in another cause only stay near, and are pushed apart.
 *
 * <p>Source: Wang and Isola, arXiv 2005.10242, equation 4, who give it rows of length 1 ({@link Embeddings#unit}) and t = 2; here rows are
 * taken as they are. Legend: N examples, D features.
 *
 * @param concentration t: pairs further apart than about 1 / sqrt(t) are left alone
 */
public record Uniformity(double concentration) {
    /** Keeps potentials of pairs that are very far apart from being ln 0. */
    private static final double FARTHEST = 1e30;

    public Uniformity {
        Bounds.maybe("2, the paper's").positive("concentration", concentration);
    }

    /**
     * The potential; a scalar.
     *
     * @param embedding [N, D], N >= 2
     */
    public Tensor loss(Tensor embedding) {
        Embeddings.requireMatrix(embedding, 2);
        int examples = (int) embedding.size(0);
        Tensor same = Tensors.eye(examples, examples, DType.FLOAT32).ne(0).to(embedding.device());
        Tensor differences = embedding.unsqueeze(0).sub(embedding.unsqueeze(1)); // [N, N, D]
        Tensor exponents = differences
                .square()
                .sum(2)
                .mul(-concentration)
                .clamp(-FARTHEST, 0)
                .maskedFill(same, Double.NEGATIVE_INFINITY);
        double pairs = (double) examples * (examples - 1);
        return exponents.logSumExp(0, 1).sub(Math.log(pairs));
    }
}
