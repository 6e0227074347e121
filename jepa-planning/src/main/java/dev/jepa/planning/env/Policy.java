package dev.jepa.planning.env;

/** Chooses an action: from a plan, at random, or by knowing the map. */
@FunctionalInterface
public interface Policy {
    /**
     * The action for the environment's present state.
     *
     * @return [A], within the environment's bounds
     */
    double[] act(Environment environment);
}
