package dev.jepa.core.trajectory;

import dev.jepa.core.data.DataException;
import dev.jepa.core.data.Prefetcher;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/**
 * Draws windows of L observations, K steps apart, uniformly among all that fit into an episode: those of a step are a function of seed and
 * step.
 *
 * <p>Thread-safe. {@link #windows} makes them when asked; {@link #stream} ahead of time, in the background.
 */
public final class WindowSampler {
    private final Trajectories set;
    private final int batch;
    private final int length;
    private final int skip;
    private final Rng rng;
    /** Windows in the episodes before each, and in all. */
    private final long[] before;

    /**
     * A sampler.
     *
     * @param batch B, windows a step
     * @param length L, observations of a window
     * @param skip K, steps from one observation to the next; the actions between go side by side
     * @throws DataException if no episode is long enough
     * @throws IllegalArgumentException if a size is too small, or a batch does not fit into 2 GiB
     */
    public WindowSampler(Trajectories set, int batch, int length, int skip, long seed) {
        if (batch < 1 || length < 2 || skip < 1) {
            throw new IllegalArgumentException("batch and skip must be >= 1 and length >= 2 but were " + batch + ", "
                    + skip + " and " + length + ".");
        }
        this.set = set;
        this.batch = batch;
        this.length = length;
        this.skip = skip;
        requireFits("steps", length - 1L, skip);
        requireFits("bytes of observations", batch, length, set.shape().observationBytes());
        requireFits("bytes of actions", batch, span(), set.shape().actionBytes());
        requireFits("bytes of proprioception", batch, length, set.shape().proprioceptionBytes());
        this.rng = Rng.of(seed).at("windows");
        this.before = new long[set.size() + 1];
        int longest = 0;
        for (int i = 0; i < set.size(); i++) {
            int steps = set.steps(i);
            longest = Math.max(longest, steps);
            before[i + 1] = before[i] + Math.max(0, steps - span() + 1);
        }
        if (count() == 0) {
            throw new DataException(
                    "a window of %d observations, %d steps apart, needs %d steps but the longest of the %d episodes of %s has %d.\nMaybe shorten the window."
                            .formatted(length, skip, span(), set.size(), set.name(), longest));
        }
    }

    private void requireFits(String what, long... factors) {
        double product = LongStream.of(factors).mapToDouble(factor -> factor).reduce(1, (a, b) -> a * b);
        if (product > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "%d windows of %d observations, %d steps apart, have %.0f %s, more than %d.\nMaybe take fewer or shorter windows."
                            .formatted(batch, length, skip, product, what, Integer.MAX_VALUE));
        }
    }

    private int span() {
        return (length - 1) * skip;
    }

    /** The number of different windows. */
    public long count() {
        return before[before.length - 1];
    }

    /** The windows of a step. */
    public Windows windows(long step) {
        Slot slot = new Slot();
        fill(step, slot);
        return tensors(slot, Duration.ZERO);
    }

    /**
     * The same windows, prepared by background threads.
     *
     * @param threads at least 0; with 0 they are made when they are asked for
     * @param ahead batches prepared before they are asked for, at least 0
     * @throws IllegalArgumentException if one of them is negative
     */
    public WindowStream stream(int threads, int ahead) {
        return new WindowStream(this, threads, ahead);
    }

    /** The memory of a batch. */
    final class Slot {
        private final ByteBuffer observations = bytes(length, set.shape().observationBytes());
        private final ByteBuffer actions = bytes(span(), set.shape().actionBytes());
        private final ByteBuffer proprioception = bytes(length, set.shape().proprioceptionBytes());

        private ByteBuffer bytes(int rows, int rowBytes) {
            return ByteBuffer.allocateDirect(batch * rows * rowBytes);
        }
    }

    Prefetcher.Source<Slot> source() {
        return new Prefetcher.Source<>() {
            @Override
            public Slot allocate() {
                return new Slot();
            }

            @Override
            public void fill(long step, Slot slot, BooleanSupplier cancelled) {
                WindowSampler.this.fill(step, slot);
            }
        };
    }

    private void fill(long step, Slot slot) {
        RandomGenerator generator = rng.at(step).generator();
        EpisodeShape shape = set.shape();
        for (int b = 0; b < batch; b++) {
            long window = generator.nextLong(count());
            int found = Arrays.binarySearch(before, window);
            int index = found >= 0 ? lastOf(found) : -found - 2;
            int start = (int) (window - before[index]);
            Trajectory episode = set.episode(index);
            ByteBuffer actions = episode.actionBytes();
            slot.actions.put(
                    b * span() * shape.actionBytes(),
                    actions,
                    start * shape.actionBytes(),
                    span() * shape.actionBytes());
            for (int t = 0; t < length; t++) {
                copy(
                        episode.observationBytes(),
                        start + t * skip,
                        slot.observations,
                        b * length + t,
                        shape.observationBytes());
                copy(
                        episode.proprioceptionBytes(),
                        start + t * skip,
                        slot.proprioception,
                        b * length + t,
                        shape.proprioceptionBytes());
            }
        }
    }

    /** Episodes without windows share the place of the next one. */
    private int lastOf(int found) {
        int index = found;
        while (before[index + 1] == before[found]) {
            index++;
        }
        return index;
    }

    private static void copy(ByteBuffer from, int row, ByteBuffer to, int toRow, int rowBytes) {
        to.put(toRow * rowBytes, from, row * rowBytes, rowBytes);
    }

    Windows tensors(Slot slot, Duration waited) {
        EpisodeShape shape = set.shape();
        DType type = shape.kind() == EpisodeShape.Kind.PIXELS ? DType.UINT8 : DType.FLOAT32;
        return new Windows(
                Trajectory.tensor(slot.observations, type, shape.observationShape(batch, length)),
                Trajectory.tensor(slot.actions, DType.FLOAT32, batch, length - 1L, (long) skip * shape.actionDim()),
                Trajectory.tensor(slot.proprioception, DType.FLOAT32, batch, length, shape.proprioceptionDim()),
                waited);
    }
}
