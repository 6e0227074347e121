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
    /** What rounding to float32 may add to an action at its bound, as a share of the bound. */
    private static final double ROUNDING = 1e-5;

    private static final int MOST_COMPONENTS = 1_000_000;

    private final double[] low;
    private final double[] high;
    private final double maxNorm; // infinite for a box
    private final boolean cube; // all components have the bounds of the first

    private ActionBounds(double[] low, double[] high, double maxNorm) {
        this.low = low;
        this.high = high;
        this.maxNorm = maxNorm;
        cube = Arrays.stream(low).allMatch(l -> l == low[0])
                && Arrays.stream(high).allMatch(h -> h == high[0]);
    }

    /** Each component between its own bounds. */
    public static ActionBounds box(double[] low, double[] high) {
        if (low.length != high.length) {
            throw new IllegalArgumentException(
                    "low and high must have one length but had " + low.length + " and " + high.length + ".");
        }
        requireDim(low.length);
        for (int i = 0; i < low.length; i++) {
            if (!(low[i] < high[i]) || !Double.isFinite(high[i] - low[i])) {
                throw new IllegalArgumentException("low must lie below high, their difference finite, but component "
                        + i + " has [" + low[i] + ", " + high[i] + "].\nMaybe the two were swapped.");
            }
        }
        return new ActionBounds(low.clone(), high.clone(), Double.POSITIVE_INFINITY);
    }

    /** Each of {@code dim} components between -bound and bound. */
    public static ActionBounds symmetric(int dim, double bound) {
        return symmetric(dim, "bound", bound, Double.POSITIVE_INFINITY);
    }

    /** Vectors of {@code dim} components no longer than {@code maxNorm}. */
    public static ActionBounds ball(int dim, double maxNorm) {
        return symmetric(dim, "maxNorm", maxNorm, maxNorm);
    }

    private static ActionBounds symmetric(int dim, String name, double bound, double maxNorm) {
        requireDim(dim);
        if (!(bound > 0) || !Double.isFinite(2 * bound)) {
            throw new IllegalArgumentException(name + " must be > 0, its double finite, but was " + bound + ".");
        }
        double[] low = new double[dim];
        double[] high = new double[dim];
        Arrays.fill(low, -bound);
        Arrays.fill(high, bound);
        return new ActionBounds(low, high, maxNorm);
    }

    private static void requireDim(int dim) {
        if (dim < 1 || dim > MOST_COMPONENTS) {
            throw new IllegalArgumentException(
                    "an action must have 1 to " + MOST_COMPONENTS + " components but was to have " + dim + ".");
        }
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
        for (int i = 0; i < low.length; i++) {
            double slack = ROUNDING * Math.max(Math.abs(low[i]), Math.abs(high[i]));
            if (!(action[i] >= low[i] - slack && action[i] <= high[i] + slack)) {
                return false;
            }
        }
        return norm(action) <= maxNorm * (1 + ROUNDING);
    }

    /** The Euclidean length; squares of very long and very short actions are kept from overflow and underflow. */
    static double norm(double[] action) {
        double greatest = Arrays.stream(action).map(Math::abs).max().orElseThrow();
        double unit = (greatest > 1e-100 && greatest < 1e100) || greatest == 0 ? 1 : greatest;
        return unit
                * Math.sqrt(Arrays.stream(action)
                        .map(component -> component / unit * (component / unit))
                        .sum());
    }

    /**
     * Refuses an action that is not allowed.
     *
     * @throws IllegalArgumentException if its length is wrong, or it is not finite or out of bounds
     */
    public void require(double[] action) {
        requireFinite(action);
        if (!contains(action)) {
            throw new IllegalArgumentException("the action " + Arrays.toString(action) + " is out of bounds: " + this
                    + ".\nMaybe project it first: bounds.project(action).");
        }
    }

    private void requireFinite(double[] action) {
        if (action.length != low.length) {
            throw new IllegalArgumentException(
                    "an action must have " + low.length + " components but had " + action.length + ".");
        }
        if (!Arrays.stream(action).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("an action must be finite but was " + Arrays.toString(action)
                    + ".\nMaybe the policy that chose it has diverged.");
        }
    }

    /**
     * The allowed action that an action becomes by shortening it to the longest step and clamping it to the box.
     *
     * @throws IllegalArgumentException if its length is wrong, or it is not finite
     */
    public double[] project(double[] action) {
        requireFinite(action);
        double scale = Math.min(1, maxNorm / Math.max(norm(action), Double.MIN_NORMAL));
        double[] projected = new double[low.length];
        for (int i = 0; i < low.length; i++) {
            projected[i] = Math.min(Math.max(action[i] * scale, low[i]), high[i]);
        }
        return projected;
    }

    /** As {@link #project(double[])}, differentiable, for [..., A]; NaN stays NaN. */
    public Tensor project(Tensor actions) {
        if (actions.shape().rank() < 1 || actions.size(-1) != low.length) {
            throw new IllegalArgumentException(
                    "actions must be [..., " + low.length + "] but were " + actions.shape() + ".");
        }
        return Double.isInfinite(maxNorm) ? clamp(actions) : actions.clampNorm(maxNorm, -1);
    }

    private Tensor clamp(Tensor actions) {
        if (cube) {
            return actions.clamp(low[0], high[0]);
        }
        Tensor least = Tensors.of(low, low.length).to(actions.dtype()).to(actions.device());
        Tensor greatest = Tensors.of(high, high.length).to(actions.dtype()).to(actions.device());
        return actions.maximum(least).minimum(greatest);
    }

    /** One allowed action, uniform over the box or the ball. */
    public double[] sample(RandomGenerator generator) {
        return new UniformActions(low, high, maxNorm).draw(generator);
    }

    /** Allowed actions [count, A], float64; row r depends on the key and r alone. */
    public Tensor sample(Rng rng, int count) {
        UniformActions.requireRoom("a sample", count, low.length);
        UniformActions actions = new UniformActions(low, high, maxNorm);
        double[] values = new double[count * low.length];
        for (int r = 0; r < count; r++) {
            System.arraycopy(actions.draw(rng.at(r).generator()), 0, values, r * low.length, low.length);
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
        double combinations = Math.pow(values, low.length);
        UniformActions.requireRoom("a grid", combinations, low.length);
        int count = (int) Math.round(combinations);
        double[] actions = new double[count * low.length];
        for (int row = 0; row < count; row++) {
            double[] action = new double[low.length];
            for (int i = 0, rest = row; i < low.length; i++, rest /= values) {
                action[i] = low[i] + (high[i] - low[i]) * ((double) (rest % values) / (values - 1));
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
