package dev.jepa.core.tensor;

/**
 * Longer axes: elements added before and after.
 *
 * <p>Sizes are pairs (before, after) from the last axis backwards, as in PyTorch: {@code left, right, top, bottom} for an
 * image [B, C, H, W].
 */
public final class Padding {
    private static final Script SCRIPT = Script.load("padding", "Padding");

    private Padding() {}

    /** One value around; negative sizes cut off. */
    public static Tensor constant(Tensor x, double value, int... sizes) {
        return SCRIPT.call("constant", x, pairs("constant", x, sizes), value);
    }

    /** The elements mirrored at the edge, which is not repeated: sizes must be smaller than the axis. */
    public static Tensor reflect(Tensor x, int... sizes) {
        return SCRIPT.call("reflect", x, pairs("reflect", x, sizes));
    }

    /** The edge repeated. */
    public static Tensor replicate(Tensor x, int... sizes) {
        return SCRIPT.call("replicate", x, pairs("replicate", x, sizes));
    }

    private static long[] pairs(String operation, Tensor x, int... sizes) {
        if (sizes.length % 2 != 0 || sizes.length > 2 * x.shape().rank()) {
            throw new IllegalArgumentException("Padding." + operation + " needs pairs of sizes for at most "
                    + x.shape().rank() + " axes but " + sizes.length + " numbers came for shape " + x.shape()
                    + ".\nMaybe write before and after for each axis, the last axis first.");
        }
        return ReductionOps.longs(sizes);
    }
}
