package dev.jepa.core.tensor;

import org.jspecify.annotations.Nullable;

/**
 * Scaled-dot-product attention (arXiv 1706.03762): softmax(q k^T / sqrt(D) + mask) v.
 *
 * <p>Dimensions: N queries, M keys, D channels; q is [..., N, D], k is [..., M, D], v is [..., M, E]; leading axes (batch,
 * heads) are the same in all three.
 */
public final class Attention {
    private static final Script SCRIPT = Script.load("attention", "Attention");

    /** Up to so many weights a head, products are faster on the CPU than LibTorch's fused kernel, which cuts queries in blocks. */
    private static final long FEW_WEIGHTS = 256 * 256;

    private Attention() {}

    /** Every query sees every key. */
    public static Tensor scaledDotProduct(Tensor q, Tensor k, Tensor v) {
        return scaledDotProduct(q, k, v, null, false);
    }

    /**
     * Attention with a mask, by a fused kernel where that is faster.
     *
     * @param mask boolean (true: the query sees the key) or of q's type (added to the scores), broadcast to [..., N, M]; or
     *     null
     * @param causal whether query i sees only keys j &lt;= i + (M - N)
     * @return [..., N, E]
     */
    public static Tensor scaledDotProduct(Tensor q, Tensor k, Tensor v, @Nullable Tensor mask, boolean causal) {
        requireKeys(q, k, causal);
        boolean lower = Precision.lowersTo16(q);
        boolean few = q.size(-2) * k.size(-2) <= FEW_WEIGHTS;
        // The fused kernel in bf16 takes thirty times as long on the CPU in its backward pass.
        boolean products = q.device().equals(Device.CPU) && (few || lower);
        return SCRIPT.call(products ? "by_products" : "fused", q, k, v, Script.optional(mask), causal, lower);
    }

    /**
     * As {@link #scaledDotProduct(Tensor, Tensor, Tensor, Tensor, boolean)}, with each weight dropped with probability p
     * and the others divided by 1 - p.
     */
    public static Tensor scaledDotProduct(
            Tensor q, Tensor k, Tensor v, @Nullable Tensor mask, boolean causal, double p, Rng rng) {
        return p == 0
                ? scaledDotProduct(q, k, v, mask, causal)
                : Dropout.dropout(weights(q, k, mask, causal), p, rng).matmul(v);
    }

    /** The attention weights [..., N, M] alone: each row sums to 1. */
    public static Tensor weights(Tensor q, Tensor k, @Nullable Tensor mask, boolean causal) {
        requireKeys(q, k, causal);
        return SCRIPT.call("weights", q, k, Script.optional(mask), causal, false);
    }

    private static void requireKeys(Tensor q, Tensor k, boolean causal) {
        if (causal && k.size(-2) < q.size(-2)) {
            throw new IllegalArgumentException(
                    "Causal attention needs at least as many keys as queries but q has shape "
                            + q.shape() + " and k " + k.shape() + ", so the first queries would see nothing.\n"
                            + "Maybe q and k are exchanged.");
        }
    }
}
