package dev.jepa.examples.ijepa;

import dev.jepa.core.tensor.Precision;
import dev.jepa.core.train.CheckpointPolicy;
import dev.jepa.models.ijepa.IJepaConfig;
import dev.jepa.models.ijepa.IJepaOptimization;

/**
 * Every hyper-parameter of an I-JEPA run.
 *
 * @param model networks and objective
 * @param optimization schedules
 * @param batchSize images a step
 * @param augmentation of the training images
 * @param precision of the products in a training step; bf16 is for GPUs that have it
 * @param checkpoint when to save, what to keep
 * @param logEvery steps between two lines of metrics
 * @param monitorEvery steps between two looks at collapse
 */
public record IJepaRun(
        IJepaConfig model,
        IJepaOptimization optimization,
        int batchSize,
        Augmentation augmentation,
        Precision precision,
        CheckpointPolicy checkpoint,
        long logEvery,
        long monitorEvery) {

    public IJepaRun {
        if (batchSize < 2) {
            throw new IllegalArgumentException("batchSize must be >= 2 but was " + batchSize + ".");
        }
        if (logEvery < 1 || monitorEvery < 1) {
            throw new IllegalArgumentException(
                    "logEvery and monitorEvery must be >= 1 but were " + logEvery + " and " + monitorEvery + ".");
        }
    }

    /**
     * What happens to a training image.
     *
     * @param minScale smallest share of the image that a random crop shows; 1 for no crop
     * @param flip probability of a mirror image; the paper's is 0
     */
    public record Augmentation(double minScale, double flip) {
        public Augmentation {
            if (!(minScale > 0 && minScale <= 1 && flip >= 0 && flip <= 1)) {
                throw new IllegalArgumentException("minScale must lie in (0, 1] and flip in [0, 1] but they were "
                        + minScale + " and " + flip + ".");
            }
        }
    }
}
