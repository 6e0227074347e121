package dev.jepa.planning.planner;

import org.jspecify.annotations.Nullable;

/**
 * When planning ends: at whichever limit comes first.
 *
 * @param iterations rounds of improvement
 * @param modelCalls predicted transitions, one candidate by one step each; gradients are not counted extra
 * @param millis wall-clock time; a round that would probably end later is not begun, but the first always is
 */
public record Budget(long iterations, long modelCalls, long millis) {
    private static final long NONE = Long.MAX_VALUE;

    public Budget {
        if (iterations < 1 || modelCalls < 1 || millis < 1) {
            throw new IllegalArgumentException(
                    "a budget must be >= 1 in each of its limits but was %d iterations, %d model calls, %d milliseconds."
                            .formatted(iterations, modelCalls, millis));
        }
    }

    /** So many rounds. */
    public static Budget iterations(long number) {
        return new Budget(number, NONE, NONE);
    }

    /** So many predicted transitions. */
    public static Budget modelCalls(long number) {
        return new Budget(NONE, number, NONE);
    }

    /** So much time. */
    public static Budget millis(long number) {
        return new Budget(NONE, NONE, number);
    }

    /** Whichever ends first. */
    public Budget and(Budget other) {
        return new Budget(
                Math.min(iterations, other.iterations),
                Math.min(modelCalls, other.modelCalls),
                Math.min(millis, other.millis));
    }

    /** A share of every limit, but one round and one candidate at least. */
    Budget part(double share, int horizon) {
        return new Budget(
                part(iterations, share, 1),
                Math.min(modelCalls, part(modelCalls, share, horizon)),
                part(millis, share, 1));
    }

    private static long part(long limit, double share, long least) {
        return limit == NONE ? NONE : Math.max(least, Math.round(limit * share));
    }

    /** What a plan has left of it; null when that does not suffice for another candidate. */
    @Nullable Budget without(Plan plan, int horizon) {
        long rounds = left(iterations, plan.trace().size());
        long calls = left(modelCalls, plan.modelCalls());
        long time = left(millis, Math.round(1000 * plan.seconds()));
        return rounds < 1 || calls < horizon || time < 1 ? null : new Budget(rounds, calls, time);
    }

    private static long left(long limit, long used) {
        return limit == NONE ? NONE : limit - used;
    }

    @Override
    public String toString() {
        return text(iterations, " iterations") + text(modelCalls, " model calls") + text(millis, " milliseconds");
    }

    private static String text(long limit, String unit) {
        return limit == NONE ? "" : "[" + limit + unit + "]";
    }
}
