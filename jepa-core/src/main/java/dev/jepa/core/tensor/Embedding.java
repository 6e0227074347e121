package dev.jepa.core.tensor;

/** Vectors and indicators of numbered things. */
public final class Embedding {
    private static final Script SCRIPT = Script.load("embedding", "Embedding");

    private Embedding() {}

    /**
     * Rows of a table.
     *
     * @param table [V, D]
     * @param index row numbers of type int64 or int32, any shape
     * @return the shape of index, then D
     */
    public static Tensor lookup(Tensor table, Tensor index) {
        return SCRIPT.call("lookup", table, index);
    }

    /** Float32 indicators: 1 at the class number, else 0, along a new last axis. */
    public static Tensor oneHot(Tensor index, int classes) {
        return SCRIPT.call("one_hot", index, classes, DType.FLOAT32.code());
    }
}
