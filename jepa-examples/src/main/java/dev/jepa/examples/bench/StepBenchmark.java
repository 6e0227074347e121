package dev.jepa.examples.bench;

import dev.jepa.core.tensor.Device;

/** A training step whose speed is measured: what it is, how much it computes, and how it is set up. */
public interface StepBenchmark {
    /** What its figures' names begin with: {@code ijepa}. */
    String key();

    /** One line for the reader: the model, the image size, the batch. */
    String description();

    /** Images that one step learns from. */
    int images();

    /** Floating-point operations in the matrix products and convolutions of one step, forward and backward. */
    double flop();

    /** Builds model, optimiser and data on a device, ready for the first step. */
    Session open(Device device);

    /** A model in training. */
    interface Session extends AutoCloseable {
        /** One whole step, finished when this returns: data to the device, forward, backward, update. */
        void step();

        /** Frees the model. */
        @Override
        void close();
    }
}
