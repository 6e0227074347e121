package dev.jepa.core.trajectory;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Puts an episode together as it happens: see, act, see, act, …, see. */
public final class TrajectoryRecorder {
    private final EpisodeShape shape;
    private final ByteArrayOutputStream observations = new ByteArrayOutputStream();
    private final ByteArrayOutputStream actions = new ByteArrayOutputStream();
    private final ByteArrayOutputStream proprioception = new ByteArrayOutputStream();

    /** An empty recording. */
    public TrajectoryRecorder(EpisodeShape shape) {
        this.shape = shape;
    }

    /** Adds an observation of pixels. */
    public TrajectoryRecorder see(byte[] pixels, double... felt) {
        requireKind(EpisodeShape.Kind.PIXELS);
        requireLength("an observation", pixels.length, shape.observationBytes());
        observations.writeBytes(pixels);
        return feel(felt);
    }

    /**
     * Adds an observation of numbers.
     *
     * @throws IllegalArgumentException if one is NaN, or infinite in float32
     */
    public TrajectoryRecorder see(double[] numbers, double... felt) {
        requireKind(EpisodeShape.Kind.NUMBERS);
        requireLength("an observation", numbers.length, shape.observationBytes() / Float.BYTES);
        observations.writeBytes(floats("an observation", numbers));
        return feel(felt);
    }

    /**
     * Adds the action that follows the last observation.
     *
     * @throws IllegalArgumentException if a number of it is NaN, or infinite in float32
     */
    public TrajectoryRecorder act(double... action) {
        requireLength("an action", action.length, shape.actionDim());
        actions.writeBytes(floats("an action", action));
        return this;
    }

    /**
     * The episode so far.
     *
     * @throws IllegalArgumentException unless there is one observation more than actions
     */
    public Trajectory trajectory() {
        return new Trajectory(
                shape,
                ByteBuffer.wrap(observations.toByteArray()),
                ByteBuffer.wrap(actions.toByteArray()),
                ByteBuffer.wrap(proprioception.toByteArray()));
    }

    private TrajectoryRecorder feel(double[] felt) {
        requireLength("proprioception", felt.length, shape.proprioceptionDim());
        proprioception.writeBytes(floats("proprioception", felt));
        return this;
    }

    private void requireKind(EpisodeShape.Kind given) {
        if (shape.kind() != given) {
            throw new IllegalArgumentException("observations must be " + shape.kind() + " but were " + given + ".");
        }
    }

    private static void requireLength(String name, int given, int expected) {
        if (given != expected) {
            throw new IllegalArgumentException(name + " must have length " + expected + " but had " + given + ".");
        }
    }

    private static byte[] floats(String name, double[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            if (!Float.isFinite((float) value)) {
                throw new IllegalArgumentException(
                        name + " must hold numbers that fit into float32, up to 3.4e38, but holds " + value + ".");
            }
            bytes.putFloat((float) value);
        }
        return bytes.array();
    }
}
