package dev.jepa.planning.mpc;

import dev.jepa.planning.planner.Budget;

/**
 * How to control by planning.
 *
 * @param horizon steps to plan ahead; at the end of an episode only those that are left
 * @param replanEvery actions taken from a plan before the next is made
 * @param warmStart whether a plan begins with what is left of the last one
 * @param budget of each plan
 * @param seed of the planner; each decision derives its own
 */
public record ControlConfig(int horizon, int replanEvery, boolean warmStart, Budget budget, long seed) {
    public ControlConfig {
        if (replanEvery < 1 || horizon < replanEvery) {
            throw new IllegalArgumentException("replanEvery must be >= 1 and horizon >= replanEvery but they were "
                    + replanEvery + " and " + horizon + ".");
        }
    }

    /** Replans at every step, warm-started. */
    public static ControlConfig of(int horizon, Budget budget) {
        return new ControlConfig(horizon, 1, true, budget, 0);
    }

    /** The same, replanning every so many steps. */
    public ControlConfig withReplanEvery(int steps) {
        return new ControlConfig(horizon, steps, warmStart, budget, seed);
    }

    /** The same with another seed. */
    public ControlConfig withSeed(long other) {
        return new ControlConfig(horizon, replanEvery, warmStart, budget, other);
    }
}
