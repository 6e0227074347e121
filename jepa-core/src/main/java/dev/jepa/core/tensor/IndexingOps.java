package dev.jepa.core.tensor;

import java.util.List;

/** Parts of a tensor by ranges, positions and masks; gradients flow back to the parts. */
abstract sealed class IndexingOps extends ShapeOps permits Tensor {
    private static final Script SCRIPT = Script.load("indexing", "Tensor");

    /** Elements start (inclusive) to end (exclusive) along an axis, as in Python: negative positions count from the end. */
    public Tensor slice(int axis, long start, long end) {
        return slice(axis, start, end, 1);
    }

    /** Every step-th element from start (inclusive) to end (exclusive) along an axis; step must be positive. */
    public Tensor slice(int axis, long start, long end, long step) {
        return SCRIPT.call("slice", self(), axis, start, end, step);
    }

    /** One position along an axis, which disappears. */
    public Tensor select(int axis, long index) {
        return SCRIPT.call("select", self(), axis, index);
    }

    /**
     * Parts by Python-like ranges, one for each axis from the first: {@code x.get("0, 2:5, ::2, ..., -1")}.
     *
     * @throws IllegalArgumentException when the text is not a list of integers, ranges and at most one {@code ...}
     */
    public Tensor get(String ranges) {
        return Ranges.parse(ranges).of(self());
    }

    /**
     * Elements where a boolean mask over the leading axes is true, or at int64 positions (which may repeat): one tensor of
     * positions for each leading axis, broadcast together.
     */
    public Tensor get(Tensor... maskOrPositions) {
        return SCRIPT.call("index", self(), List.of(maskOrPositions));
    }

    /** out[i][j] = x[i][index[i][j]] for axis 1, and likewise for any axis; index is int64 of the output's shape. */
    public Tensor gather(int axis, Tensor index) {
        return SCRIPT.call("gather", self(), axis, index);
    }

    /**
     * Tokens of each example at its own positions.
     *
     * @param index int64 [B, K]
     * @return [B, K, D] of this [B, N, D]
     */
    public Tensor gatherTokens(Tensor index) {
        return SCRIPT.call("take_along_rows", self(), index);
    }

    /** A copy in which out[i][index[i][j]] = source[i][j] for axis 1, and likewise for any axis. */
    public Tensor scatter(int axis, Tensor index, Tensor source) {
        return SCRIPT.call("scatter", self(), axis, index, source);
    }

    /** A copy in which source is added at the positions of {@link #scatter}; repeated positions add up. */
    public Tensor scatterAdd(int axis, Tensor index, Tensor source) {
        return SCRIPT.call("scatter_add", self(), axis, index, source);
    }

    /** Slices at int64 positions [K] along an axis. */
    public Tensor indexSelect(int axis, Tensor index) {
        return SCRIPT.call("index_select", self(), axis, index);
    }

    /** The elements where a boolean mask is true, as one axis. */
    public Tensor maskedSelect(Tensor mask) {
        return SCRIPT.call("masked_select", self(), mask);
    }

    /** A copy with a value where a boolean mask is true. */
    public Tensor maskedFill(Tensor mask, double value) {
        return SCRIPT.call("masked_fill", self(), mask, value);
    }

    /** The positions of the non-zero elements, int64 [count, rank]. */
    public Tensor nonZero() {
        return SCRIPT.call("nonzero", self());
    }
}
