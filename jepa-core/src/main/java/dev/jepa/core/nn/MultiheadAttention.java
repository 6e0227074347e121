package dev.jepa.core.nn;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.Attention;
import dev.jepa.core.tensor.LinearAlgebra;
import dev.jepa.core.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Multi-head attention of queries to other tokens (arXiv 1706.03762), as PyTorch's MultiheadAttention with the batch first.
 *
 * <p>Dimensions: B batch, N queries, M keys, D channels. Parameters {@code in_proj_weight} [3D, D] and {@code in_proj_bias}
 * [3D] (rows of queries, keys, values), {@code out_proj.weight} [D, D] and {@code out_proj.bias} [D]. Initialised as in
 * PyTorch: in_proj_weight by Glorot's uniform rule, out_proj.weight uniform with bound 1 / sqrt(D), biases zero.
 */
public final class MultiheadAttention extends Module {
    private final int dim;
    private final int heads;
    private final Tensor inWeight; // [3D, D]
    private final Tensor inBias; // [3D]
    private final Linear outProjection;

    public MultiheadAttention(int dim, int heads, Init init) {
        Bounds.maybe(Math.max(1, dim / 64) + ", the papers' 64 channels a head")
                .atLeast(1, "dim", dim)
                .that(heads >= 1 && dim % heads == 0, "heads", "divide dim = " + dim, heads);
        this.dim = dim;
        this.heads = heads;
        Initializer glorot = Initializer.xavierUniform(dim, 3L * dim);
        inWeight = parameter("in_proj_weight", init.at("in_proj_weight").make(glorot, 3L * dim, dim));
        inBias = parameter("in_proj_bias", init.make(Initializer.zeros(), 3L * dim));
        outProjection = child("out_proj", new Linear(dim, dim, Initializer.fanIn(dim), init.at("out_proj")));
    }

    /**
     * Each query's mean of the values, weighted by softmax(q k^T / sqrt(D / heads)).
     *
     * @param queries [B, N, D]
     * @param keys [B, M, D]
     * @param values [B, M, D]
     * @param mask boolean (true: may attend) or added to the scores, broadcast to [B, heads, N, M]; null for all
     * @return [B, N, D]
     */
    public Tensor forward(Tensor queries, Tensor keys, Tensor values, @Nullable Tensor mask) {
        Tensor y = Attention.scaledDotProduct(
                project(queries, 0), project(keys, 1), project(values, 2), mask, false); // [B, h, N, d]
        return outProjection.forward(y.transpose(1, 2).reshape(queries.shape())); // [B, N, D]
    }

    /** The attention weights [B, heads, N, M]: each row sums to 1. */
    public Tensor weights(Tensor queries, Tensor keys, @Nullable Tensor mask) {
        return Attention.weights(project(queries, 0), project(keys, 1), mask, false);
    }

    private Tensor project(Tensor x, int part) {
        if (x.shape().rank() != 3 || x.size(2) != dim) {
            throw new IllegalArgumentException("Tokens must be [B, N, " + dim + "] but were " + x.shape() + ".");
        }
        Tensor weight = inWeight.slice(0, (long) part * dim, (part + 1L) * dim);
        Tensor bias = inBias.slice(0, (long) part * dim, (part + 1L) * dim);
        return LinearAlgebra.linear(x, weight, bias) // [B, N, D]
                .reshape(x.size(0), x.size(1), heads, dim / heads)
                .transpose(1, 2); // [B, h, N, d]
    }
}
