package dev.jepa.planning.planner;

import dev.jepa.core.tensor.LinearAlgebra;
import dev.jepa.core.tensor.Tensor;

/**
 * A symmetric, positive definite matrix Q by its eigenvalues and eigenvectors.
 *
 * @param values [A], all > 0
 * @param vectors [A][A], one a column
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Curvature(double[] values, double[][] vectors) {
    /** As a share of the greatest eigenvalue. */
    private static final double LEAST = 1e-12;

    /** A symmetric matrix [A, A] whose eigenvalues are made positive, so that a step goes downhill. */
    static Curvature of(Tensor matrix, double regularisation) {
        LinearAlgebra.Eigh eigen = LinearAlgebra.eigh(matrix);
        double[] values = eigen.values().abs().toDoubleArray();
        double greatest = 0;
        for (double value : values) {
            greatest = Math.max(greatest, value);
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(values[i], LEAST * greatest) + regularisation;
        }
        return new Curvature(values, rows(eigen.vectors().toDoubleArray(), values.length));
    }

    private static double[][] rows(double[] flat, int dim) {
        double[][] rows = new double[dim][dim];
        for (int i = 0; i < dim; i++) {
            System.arraycopy(flat, i * dim, rows[i], 0, dim);
        }
        return rows;
    }

    /** Q. */
    double[][] matrix() {
        return composed(values);
    }

    /** (Q + shift I)^-1. */
    double[][] inverse(double shift) {
        double[] inverted = new double[values.length];
        for (int i = 0; i < inverted.length; i++) {
            inverted[i] = 1 / (values[i] + shift);
        }
        return composed(inverted);
    }

    private double[][] composed(double[] eigenvalues) {
        int dim = eigenvalues.length;
        double[][] matrix = new double[dim][dim];
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j < dim; j++) {
                for (int k = 0; k < dim; k++) {
                    matrix[i][j] += vectors[i][k] * eigenvalues[k] * vectors[j][k];
                }
            }
        }
        return matrix;
    }

    static double[] times(double[][] matrix, double[] x) {
        double[] product = new double[matrix.length];
        for (int i = 0; i < product.length; i++) {
            product[i] = dot(matrix[i], x);
        }
        return product;
    }

    static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }
}
