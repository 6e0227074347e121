package dev.jepa.core.tensor;

import java.util.List;

/** Sums, means, extrema and orders over axes; negative axes count from the end, no axis means all. */
abstract sealed class ReductionOps extends ElementwiseOps permits ShapeOps {
    private static final Script SCRIPT = Script.load("reduction", "Tensor");

    /** Sum over the axes. */
    public Tensor sum(int... axes) {
        return SCRIPT.call("sum", self(), longs(axes), false);
    }

    /** Sum over the axes, which stay with size 1. */
    public Tensor sumKeep(int... axes) {
        return SCRIPT.call("sum", self(), longs(axes), true);
    }

    /** Mean over the axes. */
    public Tensor mean(int... axes) {
        return SCRIPT.call("mean", self(), longs(axes), false);
    }

    /** Mean over the axes, which stay with size 1. */
    public Tensor meanKeep(int... axes) {
        return SCRIPT.call("mean", self(), longs(axes), true);
    }

    /** Largest element (gradient shared among ties) over the axes. */
    public Tensor max(int... axes) {
        return SCRIPT.call("max", self(), longs(axes), false);
    }

    /** Largest element (gradient shared among ties) over the axes, which stay with size 1. */
    public Tensor maxKeep(int... axes) {
        return SCRIPT.call("max", self(), longs(axes), true);
    }

    /** Smallest element (gradient shared among ties) over the axes. */
    public Tensor min(int... axes) {
        return SCRIPT.call("min", self(), longs(axes), false);
    }

    /** Smallest element (gradient shared among ties) over the axes, which stay with size 1. */
    public Tensor minKeep(int... axes) {
        return SCRIPT.call("min", self(), longs(axes), true);
    }

    /** ln of the sum of e^x, without overflow over the axes. */
    public Tensor logSumExp(int... axes) {
        return SCRIPT.call("logsumexp", self(), longs(axes), false);
    }

    /** ln of the sum of e^x, without overflow over the axes, which stay with size 1. */
    public Tensor logSumExpKeep(int... axes) {
        return SCRIPT.call("logsumexp", self(), longs(axes), true);
    }

    /** Variance over the axes: squared deviations divided by n - correction (1: unbiased, 0: population). */
    public Tensor var(int correction, int... axes) {
        return SCRIPT.call("var", self(), longs(axes), correction, false);
    }

    /** Variance as {@link #var}, with the axes kept with size 1. */
    public Tensor varKeep(int correction, int... axes) {
        return SCRIPT.call("var", self(), longs(axes), correction, true);
    }

    /** Standard deviation over the axes: squared deviations divided by n - correction (1: unbiased, 0: population). */
    public Tensor std(int correction, int... axes) {
        return SCRIPT.call("std", self(), longs(axes), correction, false);
    }

    /** Standard deviation as {@link #std}, with the axes kept with size 1. */
    public Tensor stdKeep(int correction, int... axes) {
        return SCRIPT.call("std", self(), longs(axes), correction, true);
    }

    /** The p-norm of the vectors along the axes; p may be infinite. */
    public Tensor norm(double p, int... axes) {
        return SCRIPT.call("norm", self(), p, longs(axes), false);
    }

    /** The p-norm as {@link #norm}, with the axes kept with size 1. */
    public Tensor normKeep(double p, int... axes) {
        return SCRIPT.call("norm", self(), p, longs(axes), true);
    }

    /**
     * The vectors along the axes, those longer than {@code longest} (Euclidean) shortened to it; their squares must not overflow.
     *
     * @throws IllegalArgumentException unless longest > 0
     */
    public Tensor clampNorm(double longest, int... axes) {
        if (!(longest > 0)) {
            throw new IllegalArgumentException("longest must be > 0 but was " + longest + ".");
        }
        return SCRIPT.call("clamp_norm", self(), longest * longest, longs(axes));
    }

    /** Product along an axis. */
    public Tensor prod(int axis) {
        return SCRIPT.call("prod", self(), axis, false);
    }

    /** Position of the largest element over the axes, int64; over several axes it counts row by row through them. */
    public Tensor argMax(int... axes) {
        return SCRIPT.call("argmax", self(), longs(axes));
    }

    /** Position of the smallest element over the axes, int64; over several axes it counts row by row through them. */
    public Tensor argMin(int... axes) {
        return SCRIPT.call("argmin", self(), longs(axes));
    }

    /** Running sum along an axis, then along the next: out[i][j] = sum of x[..i][..j] over two axes. */
    public Tensor cumSum(int... axes) {
        return SCRIPT.call("cumsum", self(), longs(axes));
    }

    /** e^x divided by its sum along an axis. */
    public Tensor softmax(int axis) {
        return SCRIPT.call("softmax", self(), axis);
    }

    /** ln softmax, without overflow. */
    public Tensor logSoftmax(int axis) {
        return SCRIPT.call("log_softmax", self(), axis);
    }

    /** Whether all elements are true (non-zero): a boolean scalar. */
    public Tensor all() {
        return SCRIPT.call("all", self());
    }

    /** Whether any element is true (non-zero): a boolean scalar. */
    public Tensor any() {
        return SCRIPT.call("any", self());
    }

    /** Elements in increasing (or decreasing) order along an axis, with their positions; stable. */
    public Ordered sort(int axis, boolean descending) {
        return Ordered.of(SCRIPT.callForList("sort", self(), axis, descending));
    }

    /** The k largest (or smallest) elements along an axis in order, with their positions. */
    public Ordered topK(int k, int axis, boolean largest) {
        return Ordered.of(SCRIPT.callForList("topk", self(), k, axis, largest));
    }

    static long[] longs(int... values) {
        long[] result = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = values[i];
        }
        return result;
    }

    /**
     * Elements in an order, with where they came from.
     *
     * @param values the elements
     * @param indices their int64 positions in the source, same shape
     */
    public record Ordered(Tensor values, Tensor indices) {
        private static Ordered of(List<Tensor> pair) {
            return new Ordered(pair.get(0), pair.get(1));
        }
    }
}
