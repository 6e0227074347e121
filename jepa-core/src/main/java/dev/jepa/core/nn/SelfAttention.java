package dev.jepa.core.nn;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.Attention;
import dev.jepa.core.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Multi-head self-attention of a vision transformer (arXiv 2010.11929), with queries, keys and values made by one matrix.
 *
 * <p>Parts {@code qkv} and {@code proj} as in timm; the rows of qkv are packed as [3, heads, head dim].
 */
public final class SelfAttention extends Module {
    private final int heads;
    private final Linear qkv;
    private final Linear proj;

    /**
     * With these initial weights of the two layers and biases of zeros.
     *
     * @param heads a divisor of dim
     * @param qkvBias whether queries, keys and values have a bias
     */
    public SelfAttention(
            int dim, int heads, boolean qkvBias, Initializer qkvWeights, Initializer projWeights, Init init) {
        Bounds.maybe(Math.max(1, dim / 64) + ", the papers' 64 channels a head")
                .atLeast(1, "dim", dim)
                .that(heads >= 1 && dim % heads == 0, "heads", "divide dim = " + dim, heads);
        this.heads = heads;
        qkv = child(
                "qkv",
                qkvBias
                        ? new Linear(dim, 3 * dim, qkvWeights, init.at("qkv"))
                        : Linear.withoutBias(dim, 3 * dim, qkvWeights, init.at("qkv")));
        proj = child("proj", new Linear(dim, dim, projWeights, init.at("proj")));
    }

    /**
     * Each token attends to all.
     *
     * @param x [B, N, D]
     * @return [B, N, D]
     */
    public Tensor forward(Tensor x) {
        return forward(x, null);
    }

    /**
     * Each token attends to those that the mask allows.
     *
     * @param mask boolean (true: may attend) or added to the scores, broadcast to [B, heads, N, N]; null for all
     */
    public Tensor forward(Tensor x, @Nullable Tensor mask) {
        List<Tensor> parts = split(x);
        Tensor y = Attention.scaledDotProduct(parts.get(0), parts.get(1), parts.get(2), mask, false); // [B, h, N, d]
        return proj.forward(y.transpose(1, 2).reshape(x.shape())); // [B, N, D]
    }

    /** The attention weights [B, heads, N, N]: each row sums to 1. */
    public Tensor weights(Tensor x) {
        List<Tensor> parts = split(x);
        return Attention.weights(parts.get(0), parts.get(1), null, false);
    }

    /** q, k, v, [B, heads, N, head dim] each: cut along the last axis, so that their gradients join in one copy. */
    private List<Tensor> split(Tensor x) {
        if (x.shape().rank() != 3) {
            throw new IllegalArgumentException(
                    "Tokens must be [B, N, D] but were " + x.shape() + ".\nMaybe the batch axis is missing.");
        }
        long b = x.size(0);
        long n = x.size(1);
        long d = x.size(2);
        return qkv.forward(x).split((int) d, 2).stream() // [B, N, D] each
                .map(part -> part.reshape(b, n, heads, d / heads).transpose(1, 2))
                .toList();
    }
}
