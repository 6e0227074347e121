package dev.jepa.planning.env;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Shape;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** B environments of one kind that step together, in parallel; each behaves as it does alone. */
public final class EnvironmentBatch {
    private static final int PARALLEL_FROM = 16;

    private final List<Environment> environments;

    /** A batch over the given environments, which must all have frames of one size. */
    public EnvironmentBatch(List<? extends Environment> environments) {
        if (environments.isEmpty()) {
            throw new IllegalArgumentException("a batch needs at least one environment but got none.");
        }
        this.environments = List.copyOf(environments);
        requireAlike();
    }

    private void requireAlike() {
        int state = environments.get(0).state().length;
        int action = environments.get(0).actionBounds().dim();
        for (Environment other : environments) {
            if (other.state().length != state || other.actionBounds().dim() != action) {
                throw new IllegalArgumentException(
                        "a batch needs environments of one kind but had states of %d and %d numbers, and actions of %d and %d."
                                .formatted(
                                        state,
                                        other.state().length,
                                        action,
                                        other.actionBounds().dim()));
            }
        }
    }

    /** B. */
    public int size() {
        return environments.size();
    }

    /** One of the environments. */
    public Environment get(int index) {
        return environments.get(index);
    }

    /** Environment i begins the episode of {@code seed + i}. */
    public void reset(long seed) {
        each(i -> environments.get(i).reset(seed + i));
    }

    /** Acts in every environment; actions are [B, A]. */
    public void step(Tensor actions) {
        int dim = environments.get(0).actionBounds().dim();
        if (!actions.shape().equals(Shape.of(size(), dim))) {
            throw new IllegalArgumentException(
                    "actions must be [" + size() + ", " + dim + "] but were " + actions.shape() + ".");
        }
        double[] values = actions.toDoubleArray();
        each(i -> {
            double[] action = new double[dim];
            System.arraycopy(values, i * dim, action, 0, dim);
            environments.get(i).step(action);
        });
    }

    /** The true states, float64 [B, S]. */
    public Tensor states() {
        return rows(Environment::state);
    }

    /** The goal states, float64 [B, S]. */
    public Tensor goals() {
        return rows(Environment::goal);
    }

    /** What the agents see, uint8 [B, C, H, W]. */
    public Tensor observe() {
        return frames(Environment::observe);
    }

    /** What the agents would see at their goals, uint8 [B, C, H, W]. */
    public Tensor observeGoals() {
        return frames(Environment::observeGoal);
    }

    private Tensor rows(Function<Environment, double[]> row) {
        double[][] rows = environments.stream().map(row).toArray(double[][]::new);
        int width = rows[0].length;
        double[] values = new double[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, values, i * width, width);
        }
        return Tensors.of(values, rows.length, width);
    }

    private Tensor frames(Function<Environment, Frame> camera) {
        Frame[] frames = new Frame[size()];
        each(i -> frames[i] = camera.apply(environments.get(i)));
        Frame first = frames[0];
        ByteBuffer bytes = ByteBuffer.allocateDirect(bytes(first)).order(ByteOrder.nativeOrder());
        for (Frame frame : frames) {
            if (frame.pixels().length != first.pixels().length) {
                throw new IllegalArgumentException("a batch needs frames of one size but had some of "
                        + first.pixels().length + " and some of " + frame.pixels().length + " bytes.");
            }
            bytes.put(frame.pixels());
        }
        Shape shape = Shape.of(size(), first.channels(), first.height(), first.width());
        return Tensors.of(bytes.flip(), DType.UINT8, Device.CPU, shape);
    }

    private int bytes(Frame frame) {
        long bytes = (long) size() * frame.pixels().length;
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("frames of " + size() + " environments have " + bytes
                    + " bytes, more than 2 GiB.\nMaybe make smaller batches.");
        }
        return (int) bytes;
    }

    private void each(IntConsumer action) {
        IntStream all = IntStream.range(0, size());
        (size() >= PARALLEL_FROM ? all.parallel() : all).forEach(action);
    }
}
