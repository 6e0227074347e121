package dev.jepa.losses.embedding;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Precision;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;

/**
 * Embeddings of a batch: a matrix [N, D], or a stack of them [..., N, D] whose leading axes count independent batches.
 *
 * <p>Products are in the embeddings' own type, also where {@link Precision#BF16} is in force. Legend: N examples, D features.
 */
public final class Embeddings {
    private static final double SMALLEST = 1e-30;

    private Embeddings() {}

    /**
     * Checks for [..., N, D] with enough examples.
     *
     * @throws IllegalArgumentException when there are fewer than two axes or fewer examples, an axis is empty, or elements are no
     *     floating-point numbers
     */
    public static void require(Tensor embedding, int examples) {
        if (embedding.shape().rank() < 2
                || embedding.size(-2) < examples
                || embedding.shape().elements() == 0) {
            throw new IllegalArgumentException("An embedding must be [N, D] with N >= " + examples + " but was "
                    + embedding.shape() + ".\nMaybe flatten tokens first, or use a larger batch.");
        }
        requireFloating("An embedding", embedding);
    }

    /**
     * Checks for one batch [N, D] with enough examples.
     *
     * @throws IllegalArgumentException as {@link #require}, and for more than two axes
     */
    public static void requireMatrix(Tensor embedding, int examples) {
        require(embedding, examples);
        if (embedding.shape().rank() > 2) {
            throw new IllegalArgumentException("An embedding must be one batch [N, D] here but was " + embedding.shape()
                    + ".\nMaybe flatten its first axes, or take the mean over them.");
        }
    }

    /** Checks that a tensor, named as at the beginning of a sentence, holds floating-point numbers. */
    public static void requireFloating(String name, Tensor tensor) {
        if (!tensor.dtype().isFloating()) {
            throw new IllegalArgumentException(name + " must hold floating-point numbers but was of the type "
                    + tensor.dtype() + ".\nMaybe convert it: tensor.to(DType.FLOAT32).");
        }
    }

    /** Checks that representations hold neither NaN nor infinity: for measures, which have no answer then. */
    public static void requireFinite(Tensor representations) {
        if (representations.isFinite().all().item() == 0) {
            throw new IllegalArgumentException("Representations must be finite but hold NaN or infinity."
                    + "\nMaybe training has diverged: a lower learning rate.");
        }
    }

    /**
     * Checks for two embeddings [..., N, D] of the same examples.
     *
     * @throws IllegalArgumentException when the shapes differ, or there are fewer examples
     */
    public static void requirePair(Tensor x, Tensor y, int examples) {
        require(x, examples);
        requireFloating("An embedding", y);
        if (!x.shape().equals(y.shape())) {
            throw new IllegalArgumentException("Two embeddings of the same examples must have one shape but were "
                    + x.shape() + " and " + y.shape() + ".\nMaybe one of them has not passed the projector.");
        }
    }

    /**
     * Checks for two embeddings [N, D] of the same examples.
     *
     * @throws IllegalArgumentException as {@link #requirePair}, and for more than two axes
     */
    public static void requireMatrices(Tensor x, Tensor y, int examples) {
        requirePair(x, y, examples);
        requireMatrix(x, examples);
    }

    /**
     * Checks for two batches of features of the same examples.
     *
     * @param x [N, {@code xDim}]
     * @param y [N, {@code yDim}]
     * @throws IllegalArgumentException for other shapes and types
     */
    public static void requireExamples(Tensor x, long xDim, Tensor y, long yDim) {
        requireMatrix(x, 1);
        requireMatrix(y, 1);
        if (x.size(0) != y.size(0) || x.size(1) != xDim || y.size(1) != yDim) {
            throw new IllegalArgumentException(
                    "Two batches of the same examples must be [N, " + xDim + "] and [N, " + yDim
                            + "] but were " + x.shape() + " and " + y.shape()
                            + ".\nMaybe one of them comes from another encoder.");
        }
    }

    /** The mean over the examples taken off: [..., N, D]. */
    public static Tensor centred(Tensor embedding) {
        return embedding.sub(embedding.meanKeep(-2));
    }

    /** C = Zc^T Zc / (N - 1): [..., N, D] to [..., D, D], N &gt;= 2. */
    public static Tensor covariance(Tensor embedding) {
        Tensor centred = centred(embedding); // [..., N, D]
        return product(centred.transpose(-2, -1), centred).div(embedding.size(-2) - 1.0);
    }

    /** Zeros on the diagonal of [..., D, D]. */
    public static Tensor offDiagonal(Tensor matrix) {
        int size = (int) matrix.size(-1);
        Tensor diagonal = Tensors.eye(size, size, DType.FLOAT32).ne(0).to(matrix.device());
        return matrix.maskedFill(diagonal, 0);
    }

    /** The diagonals of [..., D, D]: [..., D]. */
    public static Tensor diagonal(Tensor matrix) {
        int size = (int) matrix.size(-1);
        Tensor others = Tensors.eye(size, size, DType.FLOAT32).eq(0).to(matrix.device());
        return matrix.maskedFill(others, 0).sum(-1);
    }

    /** x y without rounding to bfloat16. */
    public static Tensor product(Tensor x, Tensor y) {
        return Precision.FP32.run(() -> x.matmul(y));
    }

    /**
     * Rows of length 1: z / ||z||, and 0 for a row of zeros; [..., N, D].
     *
     * <p>Each row is first divided by its largest element, so that squares neither overflow nor vanish. That factor is a
     * constant to the derivative, which does not depend on it.
     */
    public static Tensor unit(Tensor embedding) {
        Tensor largest = embedding.detach().abs().maxKeep(-1).clamp(SMALLEST, Double.POSITIVE_INFINITY);
        Tensor scaled = embedding.div(largest); // largest element 1
        return scaled.div(scaled.normKeep(2, -1).clamp(SMALLEST, Double.POSITIVE_INFINITY));
    }

    /** The cosines between corresponding rows: [..., N, D] twice to [..., N]; 0 where a row is 0. */
    public static Tensor cosine(Tensor x, Tensor y) {
        return unit(x).mul(unit(y)).sum(-1);
    }
}
