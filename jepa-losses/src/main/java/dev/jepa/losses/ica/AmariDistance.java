package dev.jepa.losses.ica;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;

/**
 * How far an unmixing matrix is from undoing a mixture, whatever the order, sign and scale of the components.
 *
 * <pre>
 * P = W A
 * distance = 1/(2 D (D - 1)) [ sum_i (sum_j |p_ij| / max_k |p_ik| - 1) + sum_j (sum_i |p_ij| / max_k |p_kj| - 1) ]
 * </pre>
 *
 * <p>0 where P is a permutation with scales, 1 where all its elements have one size. Source: Amari, Cichocki and Yang 1996, "A new
 * learning algorithm for blind signal separation", section 6; the factor in front, which bounds it by 1, is ours.
 */
public final class AmariDistance {
    private AmariDistance() {}

    /**
     * The distance of an unmixing matrix from the inverse of a mixing matrix.
     *
     * @param unmixing W [D, D], D >= 2
     * @param mixing A [D, D]
     * @throws IllegalArgumentException for other shapes, a product that is not finite, or a row or column of zeros in it
     */
    public static double of(Tensor unmixing, Tensor mixing) {
        long size = unmixing.shape().rank() == 2 ? unmixing.size(0) : 0;
        if (size < 2 || unmixing.size(1) != size || !mixing.shape().equals(unmixing.shape())) {
            throw new IllegalArgumentException(
                    "Unmixing and mixing matrix must be [D, D] with D >= 2 but were " + unmixing.shape() + " and "
                            + mixing.shape() + ".\nMaybe leave out the whitening's lost dimensions in both.");
        }
        try (TensorScope ignored = TensorScope.open()) {
            Tensor product = unmixing.to(DType.FLOAT64)
                    .matmul(mixing.to(DType.FLOAT64).to(unmixing.device()))
                    .abs(); // [D, D]
            Tensor rows = product.maxKeep(1); // [D, 1]
            Tensor columns = product.maxKeep(0); // [1, D]
            double smallest = Math.min(rows.min().item(), columns.min().item());
            if (!(smallest > 0) || !Double.isFinite(product.max().item())) {
                throw new IllegalArgumentException(
                        "The product of unmixing and mixing matrix must be finite, with no row"
                                + " or column of zeros, but is " + product
                                + ".\nMaybe the unmixing matrix is singular.");
            }
            double sum = product.div(rows).sum().add(product.div(columns).sum()).item();
            return (sum - 2 * size) / (2.0 * size * (size - 1));
        }
    }
}
