package dev.jepa.core.train;

/**
 * How long a run lasts and how often it looks at itself.
 *
 * @param steps the total number of steps, &gt;= 0
 * @param logEvery means of the losses go to the metrics after this many steps, &gt;= 1
 * @param evaluateEvery {@link TrainStep#evaluate} runs after this many steps and at the end; 0 for never
 * @param monitorEvery {@link TrainStep#representations} are watched for collapse after this many steps; 0 for never
 */
public record TrainLoopConfig(long steps, long logEvery, long evaluateEvery, long monitorEvery) {
    public TrainLoopConfig {
        if (steps < 0 || logEvery < 1 || evaluateEvery < 0 || monitorEvery < 0) {
            throw new IllegalArgumentException(
                    "steps, evaluateEvery and monitorEvery must be >= 0 and logEvery >= 1 but"
                            + " they were " + steps + ", " + evaluateEvery + ", " + monitorEvery + " and " + logEvery
                            + ".\nMaybe use 0 to switch evaluation or monitoring off.");
        }
    }
}
