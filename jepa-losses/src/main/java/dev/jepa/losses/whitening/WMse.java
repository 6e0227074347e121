package dev.jepa.losses.whitening;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.LinearAlgebra;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.train.LossTerms;
import dev.jepa.losses.embedding.Embeddings;

/**
 * W-MSE: two views agree after each has been whitened, which no collapsed embedding survives.
 *
 * <pre>
 * C = (1 - shrink) Zc^T Zc / (n - 1) + shrink I = L L^T,   w = L^-1 zc   for each sub-batch of n rows
 * total = mean (2 - 2 cos(w_x, w_y))
 * </pre>
 *
 * <p>Source: arXiv 2007.06346, sections 3 and 4. Differs from the authors' code: sub-batches are consecutive rows, one draw;
 * there they are drawn several times at random. Legend: N examples, D features, n rows of a sub-batch.
 *
 * @param rows n, a divisor of N
 * @param shrink the share of the identity in C; without it n must exceed D
 */
public record WMse(int rows, double shrink) {
    public WMse {
        Bounds.maybe("128 rows for 64 features and a shrink of 0")
                .atLeast(2, "rows", rows)
                .share("shrink", shrink);
    }

    /** Whitening as the paper defines it, in sub-batches of n rows. */
    public static WMse official(int rows) {
        return new WMse(rows, 0);
    }

    /**
     * The loss of two embeddings of the same images.
     *
     * @param x [N, D]
     * @param y [N, D]
     * @throws IllegalArgumentException also when a covariance is singular
     */
    public Terms loss(Tensor x, Tensor y) {
        Embeddings.requireMatrices(x, y, 2);
        Tensor total =
                Embeddings.cosine(whiten(x), whiten(y)).mul(-2.0).add(2.0).mean();
        return new Terms(total);
    }

    /** The whitened rows w, [N, D]. */
    public Tensor whiten(Tensor embedding) {
        Embeddings.requireMatrix(embedding, 2);
        int features = (int) embedding.size(-1);
        if (embedding.size(0) % rows != 0 || (shrink == 0 && rows <= features)) {
            throw new IllegalArgumentException("Whitening " + embedding.shape() + " in sub-batches of " + rows
                    + " rows needs [N, D] with N a multiple of " + rows + " and D < " + rows
                    + ".\nMaybe set a shrink > 0, or use larger sub-batches.");
        }
        Tensor batches = embedding.reshape(-1, rows, features); // [N / n, n, D]
        Tensor identity = Tensors.eye(features, features, DType.FLOAT32)
                .to(embedding.dtype())
                .to(embedding.device());
        Tensor covariance = Embeddings.covariance(batches).mul(1 - shrink).add(identity.mul(shrink));
        Tensor factor = LinearAlgebra.cholesky(covariance); // [N / n, D, D]
        Tensor columns = Embeddings.centred(batches).transpose(1, 2); // [N / n, D, n]
        return LinearAlgebra.solve(factor, columns).transpose(1, 2).reshape(-1, features);
    }

    /**
     * The loss.
     *
     * @param total what is minimised, a scalar from 0 to 4
     */
    public record Terms(Tensor total) implements LossTerms {}
}
