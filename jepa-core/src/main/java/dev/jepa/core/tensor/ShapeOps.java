package dev.jepa.core.tensor;

import java.util.List;

/** Views, rearrangements, copies and casts. */
abstract sealed class ShapeOps extends ReductionOps permits IndexingOps {
    static final Script SCRIPT = Script.load("shape", "Tensor");

    /** The same elements in another shape; one size may be -1 and is then worked out. */
    public Tensor reshape(long... shape) {
        return Tensor.unary("reshape to " + Shape.wrap(shape), self(), x -> LibTorch.reshape(x, shape));
    }

    /** The same elements in another shape. */
    public Tensor reshape(Shape shape) {
        return reshape(shape.toArray());
    }

    /** The axes in another order: {@code permute(0, 2, 1)} swaps the last two of three. */
    public Tensor permute(int... axes) {
        return Tensor.unary("permute", self(), x -> LibTorch.permute(x, longs(axes)));
    }

    /** Two axes exchanged. */
    public Tensor transpose(int axis1, int axis2) {
        return Tensor.unary("transpose", self(), x -> LibTorch.transpose(x, axis1, axis2));
    }

    /** The axes from start to end (inclusive) merged into one. */
    public Tensor flatten(int start, int end) {
        return SCRIPT.call("flatten", self(), start, end);
    }

    /** Axes of size 1 repeated without copying; -1 keeps a size. */
    public Tensor expand(long... shape) {
        return SCRIPT.call("expand", self(), shape);
    }

    /** The whole tensor repeated along each axis. */
    public Tensor repeat(long... times) {
        return SCRIPT.call("repeat", self(), times);
    }

    /** Each slice along an axis repeated in place: a, a, b, b. */
    public Tensor repeatInterleave(int times, int axis) {
        return SCRIPT.call("repeat_interleave", self(), times, axis);
    }

    /** A new axis of size 1 at a position. */
    public Tensor unsqueeze(int axis) {
        return SCRIPT.call("unsqueeze", self(), axis);
    }

    /** An axis of size 1 removed; any other size is an error. */
    public Tensor squeeze(int axis) {
        return SCRIPT.call("squeeze", self(), axis);
    }

    /** The order reversed along the axes. */
    public Tensor flip(int... axes) {
        return SCRIPT.call("flip", self(), longs(axes));
    }

    /** Elements moved along an axis; what leaves on one side comes in on the other. */
    public Tensor roll(int shift, int axis) {
        return SCRIPT.call("roll", self(), new long[] {shift}, new long[] {axis});
    }

    /** Elements moved along several axes, each by its own shift. */
    public Tensor roll(int[] shifts, int[] axes) {
        return SCRIPT.call("roll", self(), longs(shifts), longs(axes));
    }

    /** Pieces of a size along an axis, the last one perhaps smaller. */
    public List<Tensor> split(int size, int axis) {
        return SCRIPT.callForList("split", self(), size, axis);
    }

    /** Pieces of the given sizes along an axis. */
    public List<Tensor> split(long[] sizes, int axis) {
        return SCRIPT.callForList("split_sizes", self(), sizes, axis);
    }

    /** The same tensor if its elements lie in row-major order, else a copy that does. */
    public Tensor contiguous() {
        return SCRIPT.call("contiguous", self());
    }

    /** A copy with memory of its own; gradients flow through it. */
    public Tensor copy() {
        return SCRIPT.call("clone", self());
    }

    /**
     * The same elements in another type; gradients flow through it between floating types.
     *
     * @throws IllegalArgumentException from a complex type to a real one
     */
    public Tensor to(DType dtype) {
        if (self().dtype().isComplex() && !dtype.isComplex()) {
            throw new IllegalArgumentException(self().dtype() + " " + self().shape() + " cannot become " + dtype
                    + ": the imaginary part would be lost.\nMaybe use Fourier.viewAsReal(x) or x.abs().");
        }
        return SCRIPT.call("to_dtype", self(), dtype.code());
    }

    /** The same elements on another device; gradients flow through it. */
    public Tensor to(Device device) {
        return SCRIPT.call("to_device", self(), device.torchName());
    }
}
