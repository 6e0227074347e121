package dev.jepa.planning.planner;

import dev.jepa.core.tensor.Rng;
import dev.jepa.planning.action.ActionBounds;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** The least of q'x + x'Qx / 2 where blocks of x are actions within bounds, by accelerated projected gradient steps (Beck and Teboulle 2009). */
@SuppressWarnings("ArrayRecordComponent") // never compared
record QuadraticProgram(double[][] matrix, double[] slope) {
    private static final int STEPS = 4_000;

    /** With eigenvalues from about 0.1 on. */
    static QuadraticProgram random(long seed, int dim) {
        RandomGenerator generator = Rng.of(seed).at("program").generator();
        double[][] root = new double[dim][dim];
        double[] slope = new double[dim];
        for (int i = 0; i < dim; i++) {
            slope[i] = 2 * generator.nextGaussian();
            Arrays.setAll(root[i], j -> generator.nextGaussian());
        }
        double[][] matrix = new double[dim][dim];
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j < dim; j++) {
                matrix[i][j] = Curvature.dot(root[i], root[j]) + (i == j ? 0.1 : 0);
            }
        }
        return new QuadraticProgram(matrix, slope);
    }

    double value(double[] x) {
        return Curvature.dot(slope, x) + Curvature.dot(x, Curvature.times(matrix, x)) / 2;
    }

    /** From zero. */
    double[] solve(ActionBounds bounds) {
        double trace = 0;
        for (int i = 0; i < slope.length; i++) {
            trace += matrix[i][i];
        }
        double[] x = new double[slope.length];
        double[] ahead = x;
        int since = 0;
        for (int i = 0; i < STEPS; i++) {
            double[] gradient = BoundedStep.sum(slope, Curvature.times(matrix, ahead), 1);
            double[] next = projected(bounds, BoundedStep.sum(ahead, gradient, -1 / trace));
            double[] moved = BoundedStep.sum(next, x, -1);
            since = Curvature.dot(gradient, moved) > 0 ? 0 : since + 1; // begin again where it overshoots
            ahead = BoundedStep.sum(next, moved, since / (since + 3.0));
            x = next;
        }
        return x;
    }

    private static double[] projected(ActionBounds bounds, double[] x) {
        double[] allowed = new double[x.length];
        for (int at = 0; at < x.length; at += bounds.dim()) {
            double[] action = bounds.project(Arrays.copyOfRange(x, at, at + bounds.dim()));
            System.arraycopy(action, 0, allowed, at, action.length);
        }
        return allowed;
    }
}
