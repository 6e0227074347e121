package dev.jepa.core.tensor;

/** Distances between every row of one matrix and every row of another: x [..., N, D], y [..., M, D] give [..., N, M]. */
public final class Distances {
    private static final Script SCRIPT = Script.load("distances", "Distances");

    private Distances() {}

    /** The p-norms of the differences, exact near 0 (gradient 0 at 0); p may be infinite. */
    public static Tensor cdist(Tensor x, Tensor y, double p) {
        return SCRIPT.call("cdist", x, y, p);
    }

    /** Squared Euclidean distances by one matrix product: much faster for many rows, inexact near 0. */
    public static Tensor squaredEuclidean(Tensor x, Tensor y) {
        return SCRIPT.call("squared_euclidean", x, y);
    }
}
