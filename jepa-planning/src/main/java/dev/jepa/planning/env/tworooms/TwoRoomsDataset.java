package dev.jepa.planning.env.tworooms;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Shape;
import dev.jepa.core.tensor.Tensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * N random walks in memory (positions and actions; frames are drawn when asked for), and batches of windows of them.
 *
 * <p>The same seed gives the same walks and the same batches, on any number of threads.
 */
public final class TwoRoomsDataset {
    private final Camera camera;
    private final Geometry geometry;
    private final Rng rng;
    private final Trajectory[] trajectories;

    private TwoRoomsDataset(Geometry geometry, long seed, Trajectory[] trajectories) {
        this.geometry = geometry;
        this.camera = new Camera(geometry);
        this.rng = Rng.of(seed).at("two rooms windows");
        this.trajectories = trajectories;
    }

    /** Generates trajectories 0 … count - 1 of a seed, in parallel. */
    public static TwoRoomsDataset generate(TwoRoomsConfig world, WalkConfig walk, long seed, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("count must be >= 1 but was " + count + ".");
        }
        RandomWalks walks = new RandomWalks(world, walk, seed);
        Trajectory[] all =
                IntStream.range(0, count).parallel().mapToObj(walks::trajectory).toArray(Trajectory[]::new);
        return new TwoRoomsDataset(world.geometry(), seed, all);
    }

    /** N. */
    public int size() {
        return trajectories.length;
    }

    /** A trajectory by its number. */
    public Trajectory trajectory(int index) {
        if (index < 0 || index >= trajectories.length) {
            throw new IllegalArgumentException(
                    "trajectories are 0 to " + (trajectories.length - 1) + " but one was to be " + index + ".");
        }
        return trajectories[index];
    }

    /**
     * The batch of a step: windows at random places of random trajectories, with replacement.
     *
     * @param length L, observations of a window
     */
    public WindowBatch windows(long step, int batch, int length) {
        if (batch < 1 || length < 2) {
            throw new IllegalArgumentException(
                    "batch must be >= 1 and length >= 2 but they were " + batch + " and " + length + ".");
        }
        requireRoom(batch, length);
        int[] indices = new int[batch];
        int[] starts = new int[batch];
        RandomGenerator generator = rng.at(step).generator();
        for (int b = 0; b < batch; b++) {
            indices[b] = generator.nextInt(trajectories.length);
            int last = trajectories[indices[b]].positions().length - length;
            starts[b] = last > 0 ? generator.nextInt(last + 1) : 0;
        }
        return windows(indices, starts, length);
    }

    /**
     * Chosen windows.
     *
     * @param indices trajectories, [B]
     * @param starts the first position of each window, [B]
     * @throws IllegalArgumentException if a window does not fit into its trajectory
     */
    public WindowBatch windows(int[] indices, int[] starts, int length) {
        require(indices, starts, length);
        int batch = indices.length;
        int frame = camera.frameBytes();
        ByteBuffer pixels = ByteBuffer.allocateDirect(batch * length * frame).order(ByteOrder.nativeOrder());
        float[] positions = new float[batch * length * 2];
        float[] actions = new float[batch * (length - 1) * 2];
        IntStream.range(0, batch).parallel().forEach(b -> {
            Trajectory walk = trajectories[indices[b]];
            for (int t = 0; t < length; t++) {
                int at = b * length + t;
                double[] position = walk.positions()[starts[b] + t];
                camera.draw(walk.layout(), position[0], position[1], pixels, at * frame);
                write(position, positions, at);
                if (t < length - 1) {
                    write(walk.actions()[starts[b] + t], actions, at - b);
                }
            }
        });
        Shape shape = Shape.of(batch, length, Camera.CHANNELS, geometry.size(), geometry.size());
        return new WindowBatch(
                Tensors.of(pixels, DType.UINT8, Device.CPU, shape),
                Tensors.of(actions, batch, length - 1, 2),
                Tensors.of(positions, batch, length, 2));
    }

    private static void write(double[] pair, float[] to, int at) {
        to[2 * at] = (float) pair[0];
        to[2 * at + 1] = (float) pair[1];
    }

    private void requireRoom(int batch, int length) {
        double bytes = (double) batch * length * camera.frameBytes();
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "a batch of %d windows of %d observations has %.0f bytes, more than 2 GiB."
                                    .formatted(batch, length, bytes)
                            + "\nMaybe draw fewer or shorter ones.");
        }
    }

    private void require(int[] indices, int[] starts, int length) {
        if (indices.length == 0 || indices.length != starts.length || length < 2) {
            throw new IllegalArgumentException("indices and starts must have one length >= 1, and windows two"
                    + " observations or more, but they were " + indices.length + ", " + starts.length + " and " + length
                    + ".");
        }
        requireRoom(indices.length, length);
        for (int b = 0; b < indices.length; b++) {
            if (indices[b] < 0 || indices[b] >= trajectories.length) {
                throw new IllegalArgumentException("trajectories are 0 to " + (trajectories.length - 1)
                        + " but one was to be " + indices[b] + ".");
            }
            int positions = trajectories[indices[b]].positions().length;
            if (starts[b] < 0 || starts[b] > positions - length) {
                throw new IllegalArgumentException("a window of " + length + " observations from " + starts[b]
                        + " does not fit into trajectory " + indices[b] + ", which has " + positions
                        + ".\nMaybe generate longer walks: WalkConfig.withSteps.");
            }
        }
    }
}
