package dev.jepa.planning.env;

import java.util.Arrays;

/** What an action does to the state of a world: a pure function without noise, the same for data, planner and evaluation. */
public interface Dynamics {
    /** S, the number of components of a state. */
    int stateDim();

    /** A, the number of components of an action. */
    int actionDim();

    /**
     * The state after an action.
     *
     * @param state [S], not changed
     * @param action [A], not changed; not checked against bounds
     * @return [S]
     * @throws IllegalArgumentException if a length is wrong, or a number is not finite
     */
    double[] next(double[] state, double[] action);

    /** Refuses what {@link #next} cannot start from. */
    default void require(double[] state, double[] action) {
        requireFinite("state", state, stateDim());
        requireFinite("action", action, actionDim());
    }

    private static void requireFinite(String name, double[] given, int length) {
        if (given.length != length || !Arrays.stream(given).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(
                    "the " + name + " must be " + length + " finite numbers but was " + Arrays.toString(given) + ".");
        }
    }
}
