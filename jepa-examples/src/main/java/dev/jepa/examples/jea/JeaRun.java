package dev.jepa.examples.jea;

import dev.jepa.core.tensor.Precision;
import dev.jepa.core.train.CheckpointPolicy;
import dev.jepa.models.jea.JeaConfig;
import dev.jepa.models.jea.JeaOptimization;

/**
 * Every hyper-parameter of a joint-embedding run on images of 32 x 32 pixels.
 *
 * @param encoder residual network or vision transformer
 * @param model heads and loss
 * @param optimization optimiser and schedules
 * @param batchSize images a step
 * @param views of an image, at least two, all drawn alike
 * @param precision of the products in a training step; bf16 is for GPUs that have it
 * @param checkpoint when to save, what to keep
 * @param logEvery steps between two lines of metrics
 * @param monitorEvery steps between two looks at collapse
 */
record JeaRun(
        JeaEncoder encoder,
        JeaConfig model,
        JeaOptimization optimization,
        int batchSize,
        int views,
        Precision precision,
        CheckpointPolicy checkpoint,
        long logEvery,
        long monitorEvery) {
    JeaRun {
        if (batchSize < 2 || views < 2) {
            throw new IllegalArgumentException(
                    "batchSize and views must be >= 2 but were " + batchSize + " and " + views + ".");
        }
        if (logEvery < 1 || monitorEvery < 1) {
            throw new IllegalArgumentException(
                    "logEvery and monitorEvery must be >= 1 but were " + logEvery + " and " + monitorEvery + ".");
        }
    }
}
