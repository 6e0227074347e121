package dev.jepa.planning.action;

import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The actions that are allowed: a box, and within it optionally a ball around zero (a longest step).
 *
 * <p>Planners never return an action outside; environments refuse one. A data set's bounds should be the planner's: a model
 * knows nothing about actions that it has not seen.
 */
public final class ActionBounds {
    /** What rounding to float32 may add to an action at its bound. */
    private static final double ROUNDING = 1e-5;

    private final double[] low;
    private final double[] high;
    private final double maxNorm;
    private final boolean ballInBox; // no component is clamped once the whole is short enough
    private final boolean cube; // all components have the bounds of the first

    private ActionBounds(double[] low, double[] high, double maxNorm) {
        if (low.length == 0 || low.length != high.length) {
            throw new IllegalArgumentException(
                    "low and high must have one length >= 1 but had " + low.length + " and " + high.length + ".");
        }
        for (int i = 0; i < low.length; i++) {
            if (!(low[i] < high[i]) || Double.isInfinite(low[i]) || Double.isInfinite(high[i])) {
                throw new IllegalArgumentException("low must lie below high, both finite, but component " + i + " has ["
                        + low[i] + ", " + high[i] + "].\nMaybe the two were swapped.");
            }
            if (maxNorm < Double.POSITIVE_INFINITY && !(low[i] <= 0 && high[i] >= 0)) {
                throw new IllegalArgumentException("a longest step needs a box that holds zero but component " + i
                        + " has [" + low[i] + ", " + high[i] + "].");
            }
        }
        if (!(maxNorm > 0)) {
            throw new IllegalArgumentException("maxNorm must be > 0 but was " + maxNorm + ".");
        }
        this.low = low.clone();
        this.high = high.clone();
        this.maxNorm = maxNorm;
        ballInBox = Arrays.stream(low).allMatch(l -> l <= -maxNorm)
                && Arrays.stream(high).allMatch(h -> h >= maxNorm);
        cube = Arrays.stream(low).allMatch(l -> l == low[0])
                && Arrays.stream(high).allMatch(h -> h == high[0]);
    }

    /** Each component between its own bounds. */
    public static ActionBounds box(double[] low, double[] high) {
        return new ActionBounds(low, high, Double.POSITIVE_INFINITY);
    }

    /** Each of {@code dim} components between -bound and bound. */
    public static ActionBounds symmetric(int dim, double bound) {
        double[] high = new double[dim];
        Arrays.fill(high, bound);
        return box(Arrays.stream(high).map(h -> -h).toArray(), high);
    }

    /** Vectors of {@code dim} components no longer than {@code maxNorm}. */
    public static ActionBounds ball(int dim, double maxNorm) {
        ActionBounds box = symmetric(dim, maxNorm);
        return new ActionBounds(box.low, box.high, maxNorm);
    }

    /** A, the number of components. */
    public int dim() {
        return low.length;
    }

    /** The lower bounds, [A]. */
    public double[] low() {
        return low.clone();
    }

    /** The upper bounds, [A]. */
    public double[] high() {
        return high.clone();
    }

    /** The longest step; infinite when there is none. */
    public double maxNorm() {
        return maxNorm;
    }

    /** Whether an action is allowed, up to rounding to float32. */
    public boolean contains(double[] action) {
        if (action.length != low.length) {
            return false;
        }
        double squares = 0;
        for (int i = 0; i < low.length; i++) {
            double slack = ROUNDING * Math.max(1, high[i] - low[i]);
            if (!(action[i] >= low[i] - slack && action[i] <= high[i] + slack)) {
                return false;
            }
            squares += action[i] * action[i];
        }
        return Math.sqrt(squares) <= maxNorm * (1 + ROUNDING);
    }

    /**
     * Refuses an action that is not allowed.
     *
     * @throws IllegalArgumentException if its length is wrong, or it is not finite or out of bounds
     */
    public void require(double[] action) {
        if (action.length != low.length) {
            throw new IllegalArgumentException(
                    "an action must have " + low.length + " components but had " + action.length + ".");
        }
        if (!contains(action)) {
            throw new IllegalArgumentException("the action " + Arrays.toString(action) + " is out of bounds: " + this
                    + ".\nMaybe project it first: bounds.project(action).");
        }
    }

    /** The allowed action that an action becomes by shortening it to the longest step and clamping it to the box. */
    public double[] project(double[] action) {
        double squares = 0;
        for (double component : action) {
            squares += component * component;
        }
        double scale = Math.min(1, maxNorm / Math.max(Math.sqrt(squares), Double.MIN_NORMAL));
        double[] projected = new double[low.length];
        for (int i = 0; i < low.length; i++) {
            projected[i] = Math.min(Math.max(action[i] * scale, low[i]), high[i]);
        }
        return projected;
    }

    /** As {@link #project(double[])}, differentiable, for [..., A]. */
    public Tensor project(Tensor actions) {
        return clamp(shorten(actions));
    }

    private Tensor clamp(Tensor actions) {
        if (ballInBox) {
            return actions;
        }
        if (cube) {
            return actions.clamp(low[0], high[0]);
        }
        Tensor least = Tensors.of(low, low.length).to(actions.dtype()).to(actions.device());
        Tensor greatest = Tensors.of(high, high.length).to(actions.dtype()).to(actions.device());
        return actions.maximum(least).minimum(greatest);
    }

    private Tensor shorten(Tensor actions) {
        return Double.isInfinite(maxNorm) ? actions : actions.clampNorm(maxNorm, -1);
    }

    /** One allowed action: uniform in the box, redrawn until within the longest step. */
    public double[] sample(RandomGenerator generator) {
        double[] action = new double[low.length];
        do {
            for (int i = 0; i < low.length; i++) {
                action[i] = low[i] + (high[i] - low[i]) * generator.nextDouble();
            }
        } while (!contains(action));
        return action;
    }

    /** Allowed actions [count, A], float64; row r depends on the key and r alone. */
    public Tensor sample(Rng rng, int count) {
        double[] values = new double[count * low.length];
        for (int r = 0; r < count; r++) {
            System.arraycopy(sample(rng.at(r).generator()), 0, values, r * low.length, low.length);
        }
        return Tensors.of(values, count, low.length);
    }

    /**
     * A finite set of allowed actions to choose from: every combination of so many evenly spaced values of each component, from its
     * lower to its upper bound, projected.
     *
     * @param values of each component, at least 2; an odd number has the middle of the box among them
     * @return [values^A, A], float64
     */
    public Tensor grid(int values) {
        if (values < 2) {
            throw new IllegalArgumentException("values of a grid must be >= 2 but were " + values + ".");
        }
        int count = Math.toIntExact(Math.round(Math.pow(values, low.length)));
        double[] actions = new double[count * low.length];
        for (int row = 0; row < count; row++) {
            double[] action = new double[low.length];
            for (int i = 0, rest = row; i < low.length; i++, rest /= values) {
                action[i] = low[i] + (high[i] - low[i]) * (rest % values) / (values - 1);
            }
            System.arraycopy(project(action), 0, actions, row * low.length, low.length);
        }
        return Tensors.of(actions, count, low.length);
    }

    @Override
    public String toString() {
        String box = "between " + Arrays.toString(low) + " and " + Arrays.toString(high);
        return Double.isInfinite(maxNorm) ? box : box + ", no longer than " + maxNorm;
    }
}
