package dev.jepa.core.train;

import java.util.Map;

/**
 * How a run ended.
 *
 * @param stepsDone steps done since its beginning, resumed parts included
 * @param stopped whether it was asked to stop before its last step
 * @param metrics the newest value of every figure
 * @param speed over all steps of this process
 */
public record TrainResult(long stepsDone, boolean stopped, Map<String, Double> metrics, Speed speed) {}
