package dev.jepa.losses.codingrate;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.LinearAlgebra;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.losses.embedding.Embeddings;
import java.util.stream.LongStream;

/**
 * The rate of embeddings: nats per feature vector that code them up to an error, large when they spread over all dimensions.
 *
 * <pre>
 * R(Z) = 1/2 logdet(I + D / (N e) U^T U),   U = Z with rows of length 1,   e = epsilon^2 (MCR2) or epsilon (EMP-SSL)
 * </pre>
 *
 * <p>It is to be made large: a loss takes -R. The determinant is that of the smaller of U^T U and U U^T (Sylvester's identity).
 * Source: MCR2, arXiv 2006.08558; EMP-SSL, arXiv 2304.03977. Legend: N examples, D features.
 *
 * @param error e, what the Gram matrix is divided by
 */
public record CodingRate(double error) {
    public CodingRate {
        Bounds.maybe("CodingRate.mcr2(0.5)").positive("error", error);
    }

    /** The papers' definition: e = epsilon^2; epsilon 0.5 in MCR2's experiments. */
    public static CodingRate mcr2(double epsilon) {
        return new CodingRate(epsilon * epsilon);
    }

    /** The convention of the authors' code of EMP-SSL: e = epsilon, 0.2 there. */
    public static CodingRate empSsl(double epsilon) {
        return new CodingRate(epsilon);
    }

    /**
     * R.
     *
     * @param embedding [N, D]
     * @return a scalar, from 0 (all rows 0) to D/2 ln(1 + 1/e) (all directions alike)
     */
    public Tensor rate(Tensor embedding) {
        Embeddings.requireMatrix(embedding, 1);
        return rateOf(Embeddings.unit(embedding), (double) embedding.size(0));
    }

    /**
     * The rate within classes: sum_j N_j / N R(Z_j), with Z_j the rows of class j.
     *
     * @param embedding [N, D]
     * @param labels integers [N]
     * @param classes labels lie in 0 ... classes - 1; a class without rows counts nothing
     * @return a scalar, at most R
     */
    public Tensor rateWithin(Tensor embedding, Tensor labels, int classes) {
        Embeddings.requireMatrix(embedding, 1);
        if (labels.shape().rank() != 1 || labels.size(0) != embedding.size(0)) {
            throw new IllegalArgumentException("Labels must be [" + embedding.size(0) + "] for embeddings "
                    + embedding.shape() + " but were " + labels.shape() + ".\nMaybe flatten them: reshape(-1).");
        }
        if (classes < 1) {
            throw new IllegalArgumentException("classes must be >= 1 but was " + classes + ".");
        }
        Tensor unit = Embeddings.unit(embedding);
        long[] values = labels.toLongArray();
        Tensor sum = unit.sum().mul(0.0);
        for (int j = 0; j < classes; j++) {
            long[] rows = rowsOf(values, j, classes);
            if (rows.length > 0) {
                Tensor members =
                        unit.indexSelect(0, Tensors.of(rows, rows.length).to(embedding.device())); // [N_j, D]
                sum = sum.add(rateOf(members, rows.length).mul(rows.length / (double) values.length));
            }
        }
        return sum;
    }

    private static long[] rowsOf(long[] labels, long label, int classes) {
        return LongStream.range(0, labels.length)
                .filter(row -> requireLabel(labels[(int) row], classes) == label)
                .toArray();
    }

    private static long requireLabel(long label, int classes) {
        if (label < 0 || label >= classes) {
            throw new IllegalArgumentException("Labels must lie in 0 ... " + (classes - 1) + " but one was " + label
                    + ".\nMaybe the number of classes is wrong.");
        }
        return label;
    }

    private Tensor rateOf(Tensor unit, double examples) {
        double scale = (double) unit.size(1) / (examples * error);
        boolean wide = unit.size(0) < unit.size(1);
        Tensor left = wide ? unit : unit.transpose(0, 1);
        Tensor gram = Embeddings.product(left, left.transpose(0, 1)).mul(scale); // the smaller one
        int size = (int) gram.size(0);
        Tensor identity =
                Tensors.eye(size, size, DType.FLOAT32).to(gram.dtype()).to(gram.device());
        return LinearAlgebra.slogdet(gram.add(identity)).logAbs().mul(0.5);
    }
}
