package dev.jepa.models.probe;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.LinearAlgebra;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.Arrays;

/**
 * An approximate inverse Hessian of multinomial logistic regression: (c S + l2 I)^-1 for each class, with S the covariance of
 * the features and c the curvature of the softmax at W = 0. Features of very unequal variance, which slow gradient methods
 * down, then cost nothing (after the bound of Boehning 1992).
 */
final class CurvaturePreconditioner {
    /** Rows that the covariance is estimated from, in multiples of D and at least. */
    private static final int ROWS_PER_FEATURE = 2;

    private static final int MIN_ROWS = 4096;
    private static final double FLOOR = 1e-9;

    private final Tensor covariance;
    private final int classes;
    private final int dimension;
    private final int features;
    private final double curvature;

    /** Estimates the covariance [D, D], which belongs to the current scope. */
    CurvaturePreconditioner(LogisticProblem problem) {
        classes = problem.classes();
        dimension = problem.dimension();
        features = problem.features();
        curvature = 1.0 / classes;
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = problem.sample(Math.max(MIN_ROWS, ROWS_PER_FEATURE * dimension)); // [n, D]
            covariance = scope.keep(x.transpose(0, 1).matmul(x).div((double) x.size(0)));
        }
    }

    /** The mean variance of the features: the scale in which penalties are small or large. */
    double meanVariance() {
        try (TensorScope ignored = TensorScope.open()) {
            return covariance.mul(identity()).sum().item() / features;
        }
    }

    /** The lower triangle L of c S + l2 I = L L^T, [D, D]. */
    Tensor factor(double l2) {
        try (TensorScope scope = TensorScope.open()) {
            double ridge = l2 + FLOOR * Math.max(meanVariance(), Double.MIN_NORMAL);
            Tensor matrix = covariance.mul(curvature).add(identity().mul(ridge));
            return scope.keep(LinearAlgebra.cholesky(matrix));
        }
    }

    /** The approximate inverse Hessian times a point's worth of numbers. */
    double[] apply(Tensor factor, double[] q) {
        int weights = classes * dimension;
        double[] result = new double[q.length];
        for (int c = weights; c < q.length; c++) {
            result[c] = q[c] / curvature;
        }
        try (TensorScope ignored = TensorScope.open()) {
            Tensor gradient = Tensors.of(Arrays.copyOf(q, weights), classes, dimension)
                    .to(factor.device())
                    .transpose(0, 1); // [D, C]
            Tensor solved = LinearAlgebra.choleskySolve(gradient, factor).transpose(0, 1);
            System.arraycopy(solved.toDoubleArray(), 0, result, 0, weights);
        }
        return result;
    }

    private Tensor identity() {
        return Tensors.eye(dimension, dimension, DType.FLOAT64).to(covariance.device());
    }
}
