package dev.jepa.examples.images;

import dev.jepa.core.train.TrainStep;
import dev.jepa.examples.report.Report;

/** Networks, optimiser and batches of a method in training. */
public interface ImageLearner extends AutoCloseable {
    /** Its training step. */
    TrainStep trainer();

    /** The number of steps of its schedules. */
    long steps();

    /** Steps in which every image is seen once. */
    long stepsPerEpoch();

    /** The encoder that is used after training; it belongs to the learner. */
    ImageEncoder encoder();

    /** Adds pictures of what is learned from to a report; a tensor scope is open. */
    default void illustrate(Report report) {}

    @Override
    void close();
}
