package dev.jepa.core.train;

/**
 * When checkpoints are written and which are kept.
 *
 * @param every after this many steps, &gt;= 1; the last step is always saved
 * @param keepLast how many of the newest are kept, &gt;= 2, so that a damaged one has a predecessor
 * @param best the figure of which the best value so far is kept besides; empty for none
 * @param higherIsBetter whether the best value is the largest
 */
public record CheckpointPolicy(long every, int keepLast, String best, boolean higherIsBetter) {
    public CheckpointPolicy {
        if (every < 1) {
            throw new IllegalArgumentException(
                    "every must be >= 1 but was " + every + ".\nMaybe use the number of steps to save only the last.");
        }
        if (keepLast < 2) {
            throw new IllegalArgumentException("keepLast must be >= 2 but was " + keepLast
                    + ".\nMaybe 2: should the newest be damaged, the one before it serves.");
        }
    }

    /** Every so many steps; the last three are kept. */
    public static CheckpointPolicy every(long steps) {
        return new CheckpointPolicy(steps, 3, "", true);
    }

    /** Keeps the checkpoint with the largest value of a figure, too. */
    public CheckpointPolicy keepingHighest(String figure) {
        return new CheckpointPolicy(every, keepLast, figure, true);
    }

    /** Keeps the checkpoint with the smallest value of a figure, too. */
    public CheckpointPolicy keepingLowest(String figure) {
        return new CheckpointPolicy(every, keepLast, figure, false);
    }
}
