package dev.jepa.planning.planner;

import static dev.jepa.planning.planner.Curvature.dot;
import static dev.jepa.planning.planner.Curvature.times;

import dev.jepa.planning.action.ActionBounds;
import java.util.Arrays;

/**
 * The best change of one action: d that makes q'd + d'Qd / 2 least, while the action stays within its bounds.
 *
 * @param change d, [A]
 * @param response M, [A][A], with which it follows the slope: d(q + e) = d(q) - M e for a small e. Q^-1 without bounds, and no change across
 *     bounds that hold the action
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record BoundedStep(double[] change, double[][] response) {
    private static final int BISECTIONS = 200;

    /**
     * The best change.
     *
     * @param action [A], within the bounds
     * @param curvature Q
     * @param slope q, [A]
     */
    static BoundedStep best(ActionBounds bounds, double[] action, Curvature curvature, double[] slope) {
        double[][] inverse = curvature.inverse(0);
        double[] change = sum(new double[slope.length], times(inverse, slope), -1);
        double[] reached = sum(action, change, 1);
        if (Arrays.equals(bounds.project(reached), reached)) {
            return new BoundedStep(change, inverse);
        }
        return Double.isInfinite(bounds.maxNorm())
                ? BoxProgram.solve(
                        curvature.matrix(), slope, sum(bounds.low(), action, -1), sum(bounds.high(), action, -1))
                : onSphere(bounds.maxNorm(), action, curvature, slope);
    }

    /**
     * For a ball whose inside the free optimum has left: (Q + l I) v = Q action - q on the sphere |v| = radius, with the multiplier l > 0 by
     * bisection. The action then follows along the sphere alone.
     */
    private static BoundedStep onSphere(double radius, double[] action, Curvature curvature, double[] slope) {
        double[] pull = sum(times(curvature.matrix(), action), slope, -1);
        double least = 0;
        double greatest = Math.sqrt(dot(pull, pull)) / radius;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (least + greatest) / 2;
            double[] reached = times(curvature.inverse(middle), pull);
            if (dot(reached, reached) > radius * radius) {
                least = middle;
            } else {
                greatest = middle;
            }
        }
        double[][] response = curvature.inverse(greatest);
        double[] reached = times(response, pull);
        double[] normal = times(response, reached);
        double across = dot(normal, reached);
        for (int i = 0; i < normal.length; i++) {
            for (int j = 0; j < normal.length; j++) {
                response[i][j] -= normal[i] * normal[j] / across;
            }
        }
        return new BoundedStep(sum(reached, action, -1), response);
    }

    /** x + factor y. */
    static double[] sum(double[] x, double[] y, double factor) {
        double[] sum = x.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * y[i];
        }
        return sum;
    }
}
