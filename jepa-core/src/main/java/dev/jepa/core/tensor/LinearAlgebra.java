package dev.jepa.core.tensor;

import org.jspecify.annotations.Nullable;

/** Linear maps, inverses and decompositions. */
public final class LinearAlgebra {
    private static final Script SCRIPT = Script.load("linalg");

    private LinearAlgebra() {}

    /**
     * x weight^T + bias: a linear layer; under {@link Precision#BF16} the factors are rounded to bfloat16.
     *
     * @param x [..., in]
     * @param weight [out, in]
     * @param bias [out], or null for 0
     * @return [..., out]
     */
    public static Tensor linear(Tensor x, Tensor weight, @Nullable Tensor bias) {
        return SCRIPT.call(
                "linear", x, weight, Script.optional(bias), Precision.lowersTo16(x) && Precision.lowersTo16(weight));
    }

    /**
     * The lower triangle L of x = L L^T.
     *
     * @param x symmetric positive definite [..., N, N]
     * @throws OperationException when x is not positive definite
     */
    public static Tensor cholesky(Tensor x) {
        return SCRIPT.call("cholesky", x);
    }

    /**
     * The X of L L^T X = y.
     *
     * @param y [..., N, M]
     * @param factor L as {@link #cholesky} gives it, [..., N, N]
     */
    public static Tensor choleskySolve(Tensor y, Tensor factor) {
        return SCRIPT.call("cholesky_solve", y, factor);
    }
}
