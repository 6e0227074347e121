package dev.jepa.planning.mpc;

/**
 * How an episode went.
 *
 * @param seed of the environment
 * @param successAtEnd whether the goal was reached after the last step
 * @param successEver whether it was reached after any step
 * @param finalDistance to the goal
 * @param leastDistance to the goal after any step
 */
public record Episode(
        long seed, boolean successAtEnd, boolean successEver, double finalDistance, double leastDistance) {}
