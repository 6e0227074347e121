package dev.jepa.core.nn;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.List;

/**
 * Fixed sine-cosine codes of positions (arXiv 1706.03762, section 3.5; in two dimensions MAE, arXiv 2111.06377).
 *
 * <p>With d channels and omega_k = 10000^(-k / (d/2)), position p is coded as [sin(p omega_k) | cos(p omega_k)]. In two
 * dimensions the first half of the channels codes the column, the second half the row. All float64.
 */
public final class SinCosPositions {
    private SinCosPositions() {}

    /** Positions 0 … count - 1: [count, dim]; dim must be even. */
    public static Tensor line(int count, int dim) {
        requireDivisible(dim, 2);
        requireCount("count", count, (long) count * dim);
        double[] codes = new double[count * dim];
        for (int p = 0; p < count; p++) {
            code(p, codes, p * dim, dim);
        }
        return Tensors.of(codes, count, dim);
    }

    /** The cells of a grid, row by row: [rows columns, dim]; dim must be a multiple of 4. */
    public static Tensor grid(int rows, int columns, int dim) {
        requireDivisible(dim, 4);
        requireCount("rows", rows, (long) rows * dim);
        requireCount("columns", columns, (long) rows * columns * dim);
        double[] codes = new double[rows * columns * dim];
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                int at = (y * columns + x) * dim;
                code(x, codes, at, dim / 2);
                code(y, codes, at + dim / 2, dim / 2);
            }
        }
        return Tensors.of(codes, (long) rows * columns, dim);
    }

    /**
     * Places between and beyond a grid's cells, coded as {@link #grid} codes its cells.
     *
     * @param places row and column, in cells of the grid, [..., 2]
     * @param dim a multiple of 4
     * @return [..., dim], of the places' type and device
     */
    public static Tensor at(Tensor places, int dim) {
        requireDivisible(dim, 4);
        if (places.size(-1) != 2) {
            throw new IllegalArgumentException(
                    "Places must be [..., 2], row and column, but were " + places.shape() + ".\nMaybe transpose them.");
        }
        double[] omegas = new double[dim / 4];
        for (int k = 0; k < omegas.length; k++) {
            omegas[k] = omega(k, omegas.length);
        }
        Tensor angles = places.unsqueeze(-1)
                .mul(Tensors.of(omegas, omegas.length).to(places.dtype()).to(places.device()));
        Tensor rows = angles.select(-2, 0); // [..., dim / 4]
        Tensor columns = angles.select(-2, 1);
        return Tensors.concat(List.of(columns.sin(), columns.cos(), rows.sin(), rows.cos()), -1);
    }

    private static void code(int position, double[] codes, int at, int channels) {
        int half = channels / 2;
        for (int k = 0; k < half; k++) {
            double angle = position * omega(k, half);
            codes[at + k] = Math.sin(angle);
            codes[at + half + k] = Math.cos(angle);
        }
    }

    private static double omega(int k, int half) {
        return Math.pow(10000, -(double) k / half);
    }

    private static void requireCount(String name, int count, long elements) {
        Bounds.maybe("a smaller grid")
                .atLeast(1, name, count)
                .that(elements <= Integer.MAX_VALUE, name, "leave at most " + Integer.MAX_VALUE + " numbers", count);
    }

    private static void requireDivisible(int dim, int factor) {
        if (dim < factor || dim % factor != 0) {
            throw new IllegalArgumentException("dim must be a multiple of " + factor + " but was " + dim + ".\nMaybe "
                    + (dim / factor + 1) * factor + ".");
        }
    }
}
