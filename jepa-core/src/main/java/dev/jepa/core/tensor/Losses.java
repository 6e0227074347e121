package dev.jepa.core.tensor;

/** Element-wise regression losses and cross-entropy, by fused kernels; the mean unless a {@link Reduction} is given. */
public final class Losses {
    private static final Script SCRIPT = Script.load("losses", "Losses");

    /** What becomes of the losses of single elements (or examples). */
    public enum Reduction {
        NONE(0),
        MEAN(1),
        SUM(2);

        private final int code;

        Reduction(int code) {
            this.code = code;
        }
    }

    private Losses() {}

    /** Mean of -ln softmax(logits)[label]. */
    public static Tensor crossEntropy(Tensor logits, Tensor labels) {
        return crossEntropy(logits, labels, 0, Reduction.MEAN);
    }

    /**
     * -ln softmax(logits)[label], with a share of the target spread evenly over the classes (arXiv 1512.00567).
     *
     * @param logits [B, C]
     * @param labels class numbers [B] of an integer type
     * @param smoothing the share spread, in [0, 1]
     */
    public static Tensor crossEntropy(Tensor logits, Tensor labels, double smoothing, Reduction reduction) {
        if (logits.shape().rank() != 2 || !labels.shape().equals(Shape.of(logits.size(0)))) {
            throw new IllegalArgumentException("crossEntropy needs logits [B, C] and labels [B] but they have shapes "
                    + logits.shape() + " and " + labels.shape() + ".\nMaybe flatten the leading axes first.");
        }
        return SCRIPT.call("cross_entropy", logits, labels, smoothing, reduction.code);
    }

    /** Mean of (x - y)^2. */
    public static Tensor mse(Tensor x, Tensor y) {
        return mse(x, y, Reduction.MEAN);
    }

    /** (x - y)^2. */
    public static Tensor mse(Tensor x, Tensor y, Reduction reduction) {
        requireSameShape("mse", x, y);
        return SCRIPT.call("mse", x, y, reduction.code);
    }

    /** Mean of {@link #smoothL1(Tensor, Tensor, double, Reduction)}. */
    public static Tensor smoothL1(Tensor x, Tensor y, double beta) {
        return smoothL1(x, y, beta, Reduction.MEAN);
    }

    /** With d = |x - y|: d^2 / (2 beta) where d &lt; beta, else d - beta / 2 (arXiv 1504.08083). */
    public static Tensor smoothL1(Tensor x, Tensor y, double beta, Reduction reduction) {
        requireSameShape("smoothL1", x, y);
        return SCRIPT.call("smooth_l1", x, y, beta, reduction.code);
    }

    /** Mean of {@link #huber(Tensor, Tensor, double, Reduction)}. */
    public static Tensor huber(Tensor x, Tensor y, double delta) {
        return huber(x, y, delta, Reduction.MEAN);
    }

    /** With d = |x - y|: d^2 / 2 where d &lt; delta, else delta (d - delta / 2). */
    public static Tensor huber(Tensor x, Tensor y, double delta, Reduction reduction) {
        requireSameShape("huber", x, y);
        return SCRIPT.call("huber", x, y, delta, reduction.code);
    }

    private static void requireSameShape(String loss, Tensor x, Tensor y) {
        if (!x.shape().equals(y.shape())) {
            throw new IllegalArgumentException(loss + " needs two tensors of one shape but they have shapes "
                    + x.shape() + " and " + y.shape() + ".\nMaybe an axis is missing: broadcasting is not done here.");
        }
    }
}
