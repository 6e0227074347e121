package dev.jepa.losses.collapse;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.LinearAlgebra;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.train.EffectiveRank;
import dev.jepa.losses.embedding.Embeddings;

/**
 * LiDAR: how many dimensions tell images apart, against what tells views of one image apart.
 *
 * <pre>
 * S_b = sum_x (mu_x - mu)(mu_x - mu)^T / (n - 1),   S_w = sum_{x, v} (e_xv - mu_x)(e_xv - mu_x)^T / (n (q - 1)) + delta I
 * LiDAR = exp(entropy of the eigenvalues of S_w^-1/2 S_b S_w^-1/2)
 * </pre>
 *
 * <p>Unlike RankMe it does not count dimensions that carry augmentations only. Source: arXiv 2312.04000. Legend: n
 * images, q views, D features.
 *
 * @param delta added to S_w
 * @param epsilon added to the eigenvalues' shares
 */
public record Lidar(double delta, double epsilon) {
    public Lidar {
        Bounds.maybe("Lidar.official()").positive("delta", delta).notNegative("epsilon", epsilon);
    }

    /** The paper's: delta 1e-4; epsilon 1e-7 as in RankMe. */
    public static Lidar official() {
        return new Lidar(1e-4, 1e-7);
    }

    /** The rank of views [n, q, D], n >= 2, q >= 2: 1 to D. */
    public double of(Tensor views) {
        return EffectiveRank.of(eigenvalues(views), epsilon);
    }

    /** The eigenvalues in increasing order, [D]; rounding errors below 0 are 0. */
    public double[] eigenvalues(Tensor views) {
        if (views.shape().rank() != 3 || views.size(0) < 2 || views.size(1) < 2) {
            throw new IllegalArgumentException("Views must be [n, q, D] with n >= 2 and q >= 2 but were "
                    + views.shape() + ".\nMaybe stack the views of each image along axis 1.");
        }
        Embeddings.require(views, 2);
        Embeddings.requireFinite(views);
        try (TensorScope ignored = TensorScope.open()) {
            Tensor e = views.detach().to(DType.FLOAT64); // [n, q, D]
            Tensor means = e.mean(1); // [n, D]
            Tensor between = scatter(means.sub(means.meanKeep(0))).div(e.size(0) - 1.0);
            double freedom = (double) e.size(0) * (e.size(1) - 1);
            int features = (int) e.size(2);
            Tensor within = scatter(e.sub(e.meanKeep(1)).flatten(0, 1))
                    .div(freedom)
                    .add(Tensors.eye(features, features, DType.FLOAT64)
                            .to(e.device())
                            .mul(delta));
            LinearAlgebra.Eigh parts = LinearAlgebra.eigh(within);
            Tensor whitening = parts.vectors() // [D, D]
                    .mul(parts.values().rsqrt().unsqueeze(0))
                    .matmul(parts.vectors().transpose(0, 1));
            Tensor ratio = whitening.matmul(between).matmul(whitening);
            return LinearAlgebra.eigh(ratio).values().relu().toDoubleArray();
        }
    }

    private static Tensor scatter(Tensor rows) {
        return rows.transpose(0, 1).matmul(rows);
    }
}
