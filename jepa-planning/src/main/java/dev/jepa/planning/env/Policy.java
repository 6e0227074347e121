package dev.jepa.planning.env;

/** Chooses actions: from a plan, at random, or by knowing the map. */
@FunctionalInterface
public interface Policy {
    /**
     * The action for the environment's present state.
     *
     * @return [A], within the environment's bounds
     */
    double[] act(Environment environment);

    /** Tells that an episode begins: the environment has been reset. */
    default void begin(Environment environment) {}
}
