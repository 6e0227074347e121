package dev.jepa.core.tensor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Linear maps, inverses and decompositions. */
public final class LinearAlgebra {
    private static final Script SCRIPT = Script.load("linalg", "LinearAlgebra");

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

    /** The inverse of [..., N, N]. */
    public static Tensor inverse(Tensor x) {
        return SCRIPT.call("inverse", x);
    }

    /** The z of x z = y, without an inverse: x [..., N, N], y [..., N, M]. */
    public static Tensor solve(Tensor x, Tensor y) {
        return SCRIPT.call("solve", x, y);
    }

    /** The Moore-Penrose inverse, [..., M, N] of [..., N, M]. */
    public static Tensor pinv(Tensor x) {
        return SCRIPT.call("pinv", x);
    }

    /** x = q r with orthonormal columns q [..., N, K] and an upper triangle r [..., K, M], K = min(N, M). */
    public static Qr qr(Tensor x) {
        List<Tensor> parts = SCRIPT.callForList("qr", x);
        return new Qr(parts.get(0), parts.get(1));
    }

    /**
     * x = u diag(s) vh for x [..., N, M], K = min(N, M).
     *
     * <p>Gradients through u and vh exist only where the singular values differ, and only for what does not depend on the
     * signs of the vectors.
     */
    public static Svd svd(Tensor x) {
        List<Tensor> parts = SCRIPT.callForList("svd", x);
        return new Svd(parts.get(0), parts.get(1), parts.get(2));
    }

    /** The singular values of [..., N, M] in decreasing order, [..., min(N, M)]: cheaper than {@link #svd}. */
    public static Tensor singularValues(Tensor x) {
        return SCRIPT.call("singular_values", x);
    }

    /** Eigenvalues and eigenvectors of a symmetric x [..., N, N], of which the lower triangle is read. */
    public static Eigh eigh(Tensor x) {
        List<Tensor> parts = SCRIPT.callForList("eigh", x);
        return new Eigh(parts.get(0), parts.get(1));
    }

    /** Sign and logarithm of the determinant of [..., N, N]. */
    public static LogDeterminant slogdet(Tensor x) {
        List<Tensor> parts = SCRIPT.callForList("slogdet", x);
        return new LogDeterminant(parts.get(0), parts.get(1));
    }

    /**
     * Factors of {@link #qr}.
     *
     * @param q orthonormal columns
     * @param r upper triangle
     */
    public record Qr(Tensor q, Tensor r) {}

    /**
     * Factors of {@link #svd}.
     *
     * @param u orthonormal columns [..., N, K]
     * @param s singular values in decreasing order [..., K]
     * @param vh orthonormal rows [..., K, M]
     */
    public record Svd(Tensor u, Tensor s, Tensor vh) {}

    /**
     * Result of {@link #eigh}.
     *
     * @param values in increasing order [..., N]
     * @param vectors orthonormal columns [..., N, N]
     */
    public record Eigh(Tensor values, Tensor vectors) {}

    /**
     * Result of {@link #slogdet}.
     *
     * @param sign -1, 0 or 1
     * @param logAbs ln |det x|, minus infinity for a singular x
     */
    public record LogDeterminant(Tensor sign, Tensor logAbs) {}
}
