package dev.jepa.planning.planner;

import static dev.jepa.planning.planner.BoundedStep.sum;
import static dev.jepa.planning.planner.Curvature.dot;
import static dev.jepa.planning.planner.Curvature.times;

import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * A quadratic program in a box by projected Newton steps (Bertsekas 1982; Tassa, Mansard and Todorov 2014, "Control-limited differential
 * dynamic programming", section IV): components at a bound that their slope presses against are held, the others take a Newton step,
 * shortened until it pays.
 */
final class BoxProgram {
    private static final int MOST_STEPS = 100;
    /** What is left of the slope of free components at the end, as a share of the greatest slope. */
    private static final double TOLERANCE = 1e-12;
    /** Share of the promised gain that a step must bring. */
    private static final double ARMIJO = 0.1;

    private static final double SHORTENING = 0.6;
    private static final double SHORTEST = 1e-16;

    private final double[][] curvature;
    private final double[] slope;
    private final double[] low;
    private final double[] high;

    private BoxProgram(double[][] curvature, double[] slope, double[] low, double[] high) {
        this.curvature = curvature;
        this.slope = slope;
        this.low = low;
        this.high = high;
    }

    /** The least of q'd + d'Qd / 2 with low &lt;= d &lt;= high. */
    static BoundedStep solve(double[][] curvature, double[] slope, double[] low, double[] high) {
        return new BoxProgram(curvature, slope, low, high).solve();
    }

    private BoundedStep solve() {
        double[] x = clamped(new double[slope.length]);
        double[][] response = response(x, gradient(x));
        for (int i = 0; i < MOST_STEPS; i++) {
            double[] gradient = gradient(x);
            response = response(x, gradient);
            double[] next = step(x, gradient, times(response, gradient));
            if (next == x) {
                break;
            }
            x = next;
        }
        return new BoundedStep(x, response);
    }

    /** The same x when nothing is left to gain. */
    private double[] step(double[] x, double[] gradient, double[] newton) {
        double promised = dot(gradient, newton);
        double scale = 0;
        for (int i = 0; i < x.length; i++) {
            scale = Math.max(scale, Math.abs(slope[i]) * (high[i] - low[i]));
        }
        if (promised <= TOLERANCE * TOLERANCE * scale) {
            return x;
        }
        for (double length = 1; length > SHORTEST; length *= SHORTENING) {
            double[] next = clamped(sum(x, newton, -length));
            double gain = value(x) - value(next);
            if (gain > 0 && gain >= ARMIJO * dot(gradient, sum(x, next, -1))) {
                return next;
            }
        }
        return x;
    }

    private double[] gradient(double[] x) {
        return sum(slope, times(curvature, x), 1);
    }

    private double value(double[] x) {
        return dot(slope, x) + dot(x, times(curvature, x)) / 2;
    }

    private double[] clamped(double[] x) {
        double[] clamped = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            clamped[i] = Math.min(Math.max(x[i], low[i]), high[i]);
        }
        return clamped;
    }

    /** The inverse of Q over the components that no bound holds, zero elsewhere. */
    private double[][] response(double[] x, double[] gradient) {
        double[][] response = new double[x.length][x.length];
        int[] free = IntStream.range(0, x.length)
                .filter(i -> !(x[i] <= low[i] && gradient[i] > 0) && !(x[i] >= high[i] && gradient[i] < 0))
                .toArray();
        if (free.length > 0) {
            RealMatrix part = new Array2DRowRealMatrix(curvature).getSubMatrix(free, free);
            RealMatrix inverse =
                    new SingularValueDecomposition(part).getSolver().getInverse();
            for (int i = 0; i < free.length; i++) {
                for (int j = 0; j < free.length; j++) {
                    response[free[i]][free[j]] = inverse.getEntry(i, j);
                }
            }
        }
        return response;
    }
}
