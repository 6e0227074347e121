package dev.jepa.core.trajectory;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Shape;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** One episode: T + 1 observations, the T actions between them, and T + 1 rows of proprioception. Immutable. */
public final class Trajectory {
    private final EpisodeShape shape;
    private final int steps;
    private final ByteBuffer observations;
    private final ByteBuffer actions;
    private final ByteBuffer proprioception;

    /**
     * An episode over buffers that must not change: row-major, little-endian.
     *
     * @throws IllegalArgumentException if their sizes do not fit each other
     */
    Trajectory(EpisodeShape shape, ByteBuffer observations, ByteBuffer actions, ByteBuffer proprioception) {
        this.shape = shape;
        this.steps = observations.remaining() / shape.observationBytes() - 1;
        this.observations = observations.slice().order(ByteOrder.LITTLE_ENDIAN);
        this.actions = actions.slice().order(ByteOrder.LITTLE_ENDIAN);
        this.proprioception = proprioception.slice().order(ByteOrder.LITTLE_ENDIAN);
        requireSize("observations", observations, steps + 1, shape.observationBytes());
        requireSize("actions", actions, steps, shape.actionBytes());
        requireSize("proprioception", proprioception, steps + 1, shape.proprioceptionBytes());
    }

    private static void requireSize(String name, ByteBuffer bytes, int rows, int rowBytes) {
        if (rows < 0 || bytes.remaining() != (long) rows * rowBytes) {
            throw new IllegalArgumentException("%s must have %d rows of %d bytes but have %d bytes."
                    .formatted(name, rows, rowBytes, bytes.remaining()));
        }
    }

    /** What it holds at each step. */
    public EpisodeShape shape() {
        return shape;
    }

    /** T, the number of actions; there is one observation more. */
    public int steps() {
        return steps;
    }

    /** All observations as a tensor of the open scope, uint8 or float32 [T + 1, …]. */
    public Tensor observations() {
        DType type = shape.kind() == EpisodeShape.Kind.PIXELS ? DType.UINT8 : DType.FLOAT32;
        return tensor(observations, type, shape.observationShape(steps + 1));
    }

    /** All actions as a tensor of the open scope, float32 [T, A]. */
    public Tensor actions() {
        return tensor(actions, DType.FLOAT32, steps, shape.actionDim());
    }

    /** All proprioception as a tensor of the open scope, float32 [T + 1, P]. */
    public Tensor proprioception() {
        return tensor(proprioception, DType.FLOAT32, steps + 1, shape.proprioceptionDim());
    }

    static Tensor tensor(ByteBuffer bytes, DType type, long... shape) {
        return bytes.remaining() == 0
                ? Tensors.zeros(type, Device.CPU, Shape.of(shape))
                : Tensors.of(bytes.duplicate().order(ByteOrder.nativeOrder()), type, Device.CPU, Shape.of(shape));
    }

    /**
     * The numbers of the observation at a time, 0 to T.
     *
     * @throws IllegalArgumentException for another time
     * @throws IllegalStateException if observations are pixels
     */
    public double[] observation(int time) {
        if (shape.kind() == EpisodeShape.Kind.PIXELS) {
            throw new IllegalStateException(
                    "these observations are pixels, not numbers.\nMaybe use observations(), a tensor.");
        }
        return numbers("an observation", observations, time, steps + 1, shape.observationBytes());
    }

    /**
     * The action at a time, 0 to T - 1: [A].
     *
     * @throws IllegalArgumentException for another time
     */
    public double[] action(int time) {
        return numbers("an action", actions, time, steps, shape.actionBytes());
    }

    /**
     * The proprioception at a time, 0 to T: [P].
     *
     * @throws IllegalArgumentException for another time
     */
    public double[] proprioception(int time) {
        return numbers("proprioception", proprioception, time, steps + 1, shape.proprioceptionBytes());
    }

    private static double[] numbers(String name, ByteBuffer bytes, int row, int rows, int rowBytes) {
        if (row < 0 || row >= rows) {
            throw new IllegalArgumentException("the time of %s must be %s in this episode but was %d."
                    .formatted(name, rows == 0 ? "absent" : "0 to " + (rows - 1), row));
        }
        double[] values = new double[rowBytes / Float.BYTES];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes.getFloat(row * rowBytes + i * Float.BYTES);
        }
        return values;
    }

    ByteBuffer observationBytes() {
        return observations.duplicate();
    }

    ByteBuffer actionBytes() {
        return actions.duplicate();
    }

    ByteBuffer proprioceptionBytes() {
        return proprioception.duplicate();
    }
}
