package dev.jepa.models.probe;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.UnaryOperator;

/**
 * Limited-memory BFGS for smooth convex functions, in float64 on Java arrays and without randomness.
 *
 * <p>Two-loop recursion with a preconditioner as initial inverse Hessian, scaled by the last step (Nocedal and Wright,
 * Numerical Optimization, 2nd ed., algorithm 7.4). Steps meet the weak Wolfe conditions, found by bisection; near the
 * optimum, where differences of values drown in rounding, the condition on slopes of Hager and Zhang (2005) stands in.
 */
final class Lbfgs {
    private static final int MEMORY = 20;
    private static final int MAX_TRIALS = 12;
    private static final int MAX_TRIALS_WITHOUT_SCALE = 60;
    private static final double SUFFICIENT_DECREASE = 1e-4;
    private static final double CURVATURE = 0.9;
    private static final double VALUE_NOISE = 1e-9;

    private final Objective objective;
    private final UnaryOperator<double[]> preconditioner;
    private final Deque<Correction> corrections = new ArrayDeque<>();
    private double[] point;
    private double[] gradient;
    private double value;
    private int iterations;

    /**
     * Starts at a point.
     *
     * @param preconditioner a symmetric positive definite approximation of the inverse Hessian
     */
    Lbfgs(Objective objective, UnaryOperator<double[]> preconditioner, double[] start) {
        this.objective = objective;
        this.preconditioner = preconditioner;
        this.point = start.clone();
        this.gradient = new double[start.length];
        this.value = objective.evaluate(point, gradient);
    }

    /** A differentiable function. */
    interface Objective {
        /** The value at a point; writes the gradient there into the second array. */
        double evaluate(double[] point, double[] gradient);
    }

    /** A step, the change of the gradient over it, and their inner product. */
    private static final class Correction {
        final double[] step;
        final double[] change;
        final double curvature;

        Correction(double[] from, double[] to, double[] gradientFrom, double[] gradientTo) {
            step = to.clone();
            addScaled(step, -1, from);
            change = gradientTo.clone();
            addScaled(change, -1, gradientFrom);
            curvature = dot(step, change);
        }
    }

    /**
     * Walks until no component of the gradient is larger than the tolerance (then it has converged), no step lowers the value
     * any more, or the iterations are used up.
     *
     * @return whether it has converged
     */
    boolean minimise(double tolerance, int maxIterations) {
        boolean moving = true;
        while (moving && largestGradient() > tolerance && iterations < maxIterations) {
            moving = step(direction());
        }
        return largestGradient() <= tolerance;
    }

    double[] point() {
        return point.clone();
    }

    double value() {
        return value;
    }

    /** The largest absolute component of the gradient. */
    double largestGradient() {
        return largest(gradient);
    }

    int iterations() {
        return iterations;
    }

    private double[] direction() {
        double[] q = gradient.clone();
        double[] weights = new double[corrections.size()];
        int i = 0;
        for (Correction c : corrections) {
            weights[i] = dot(c.step, q) / c.curvature;
            addScaled(q, -weights[i++], c.change);
        }
        double[] r = preconditioner.apply(q);
        if (!corrections.isEmpty()) {
            Correction last = corrections.getFirst();
            scale(r, last.curvature / dot(last.change, preconditioner.apply(last.change)));
        }
        for (Iterator<Correction> oldest = corrections.descendingIterator(); oldest.hasNext(); ) {
            Correction c = oldest.next();
            addScaled(r, weights[--i] - dot(c.change, r) / c.curvature, c.step);
        }
        scale(r, -1);
        return r;
    }

    /** Moves along a direction to a point that meets the Wolfe conditions; false if rounding leaves none. */
    private boolean step(double[] direction) {
        double slope = dot(gradient, direction);
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double step = 1;
        int trials = corrections.isEmpty() ? MAX_TRIALS_WITHOUT_SCALE : MAX_TRIALS;
        for (int trial = 0; trial < trials && slope < 0; trial++) {
            double[] there = point.clone();
            addScaled(there, step, direction);
            double[] gradientThere = new double[there.length];
            double valueThere = objective.evaluate(there, gradientThere);
            double slopeThere = dot(gradientThere, direction);
            if (!decreases(valueThere, step, slope, slopeThere)) {
                high = step;
            } else if (slopeThere < CURVATURE * slope) {
                low = step;
            } else {
                moveTo(there, valueThere, gradientThere);
                return true;
            }
            step = Double.isInfinite(high) ? 2 * step : (low + high) / 2;
        }
        return false;
    }

    private boolean decreases(double valueThere, double step, double slope, double slopeThere) {
        if (valueThere <= value + SUFFICIENT_DECREASE * step * slope) {
            return true;
        }
        return valueThere <= value + VALUE_NOISE * Math.abs(value)
                && slopeThere <= (2 * SUFFICIENT_DECREASE - 1) * slope;
    }

    private void moveTo(double[] there, double valueThere, double[] gradientThere) {
        Correction correction = new Correction(point, there, gradient, gradientThere);
        if (correction.curvature > 0) {
            corrections.addFirst(correction);
            if (corrections.size() > MEMORY) {
                corrections.removeLast();
            }
        }
        point = there;
        value = valueThere;
        gradient = gradientThere;
        iterations++;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void addScaled(double[] target, double factor, double[] source) {
        for (int i = 0; i < target.length; i++) {
            target[i] += factor * source[i];
        }
    }

    private static void scale(double[] target, double factor) {
        for (int i = 0; i < target.length; i++) {
            target[i] *= factor;
        }
    }

    static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
