package dev.jepa.core.trajectory;

import dev.jepa.core.data.DataException;
import dev.jepa.core.errors.Nearest;
import dev.jepa.core.io.SafetensorsFile;
import dev.jepa.core.io.StoredTensor;
import dev.jepa.core.io.StoredType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Episodes from one safetensors file that holds them one after the other: observations [N, …], actions [N, A], and the row after the last of
 * each episode, [E], rising to N. The action in an episode's last row leads nowhere and is left out.
 *
 * <p>Observations of uint8 are pixels; other numbers become float32. Everything is read at once.
 */
public final class SafetensorsTrajectories implements Trajectories {
    /**
     * What the tensors are called.
     *
     * @param observations [N, …], or [N] for one number
     * @param actions [N, A]; empty for none
     * @param proprioception [N, P]; empty for none
     * @param episodeEnds [E] whole numbers; empty for one episode
     */
    public record Keys(
            String observations,
            Optional<String> actions,
            Optional<String> proprioception,
            Optional<String> episodeEnds) {}

    private final Path file;
    private final Keys keys;
    private final EpisodeShape shape;
    private final ByteBuffer observations;
    private final ByteBuffer actions;
    private final ByteBuffer proprioception;
    private final long[] ends;

    private SafetensorsTrajectories(Path file, SafetensorsFile stored, Keys keys) {
        this.file = file;
        this.keys = keys;
        StoredTensor seen = tensor(stored, keys.observations());
        if (seen.shape().length == 0 || seen.shape()[0] < 2) {
            throw refused(seen, "must be [N, …] with N >= 2");
        }
        long rows = seen.shape()[0];
        boolean pixels = seen.type() == StoredType.U8;
        this.observations = pixels ? copied(seen) : floats(seen);
        Optional<StoredTensor> acted = keys.actions().map(key -> matrix(stored, key, rows));
        Optional<StoredTensor> felt = keys.proprioception().map(key -> matrix(stored, key, rows));
        this.actions = acted.map(this::floats).orElse(ByteBuffer.allocate(0));
        this.proprioception = felt.map(this::floats).orElse(ByteBuffer.allocate(0));
        this.shape = new EpisodeShape(
                pixels ? EpisodeShape.Kind.PIXELS : EpisodeShape.Kind.NUMBERS,
                sizes(seen),
                acted.map(SafetensorsTrajectories::columns).orElse(0),
                felt.map(SafetensorsTrajectories::columns).orElse(0));
        this.ends =
                keys.episodeEnds().map(key -> ends(tensor(stored, key), rows)).orElse(new long[] {rows});
    }

    /**
     * Reads a file, and compares its checksum if it carries one.
     *
     * @throws DataException if a tensor is missing, has another shape, or holds a number that is not finite
     * @throws dev.jepa.core.io.FileFormatException if it is not a whole safetensors file, or not the one that was written
     */
    public static SafetensorsTrajectories read(Path file, Keys keys) {
        try (SafetensorsFile stored = SafetensorsFile.open(file)) {
            return new SafetensorsTrajectories(file, stored, keys);
        }
    }

    private StoredTensor tensor(SafetensorsFile stored, String key) {
        StoredTensor tensor = stored.tensors().get(key);
        if (tensor == null) {
            throw new DataException(file + " has no tensor '" + key + "'."
                    + Nearest.advice(key, stored.tensors().keySet()));
        }
        if (!tensor.type().isNumeric()) {
            throw refused(tensor, "must hold numbers");
        }
        return tensor;
    }

    private StoredTensor matrix(SafetensorsFile stored, String key, long rows) {
        StoredTensor tensor = tensor(stored, key);
        long[] sizes = tensor.shape();
        if (sizes.length != 2 || sizes[0] != rows || sizes[1] < 1) {
            throw refused(tensor, "must be [" + rows + ", …], a row for each observation");
        }
        return tensor;
    }

    private long[] ends(StoredTensor tensor, long rows) {
        if (tensor.shape().length != 1 || !tensor.type().isInteger() || tensor.elements() < 1) {
            throw refused(tensor, "must be [E], the row after the last of each episode");
        }
        long[] found = tensor.toLongArray();
        long before = 0;
        for (int e = 0; e < found.length; e++) {
            if (found[e] < before + 2) {
                throw refused(
                        tensor,
                        "must rise by two rows or more but episode %d goes from %d to %d"
                                .formatted(e, before, found[e]));
            }
            before = found[e];
        }
        if (before != rows) {
            throw refused(tensor, "must rise to the number of observations, " + rows + ", but ends with " + before);
        }
        return found;
    }

    private DataException refused(StoredTensor tensor, String what) {
        return new DataException(file + ": " + tensor + " " + what + ".\nMaybe another tensor was meant.");
    }

    private static List<Integer> sizes(StoredTensor seen) {
        List<Integer> sizes = new ArrayList<>();
        Arrays.stream(seen.shape()).skip(1).forEach(size -> sizes.add(Math.toIntExact(size)));
        return sizes.isEmpty() ? List.of(1) : sizes;
    }

    private static int columns(StoredTensor matrix) {
        return Math.toIntExact(matrix.shape()[1]);
    }

    private static ByteBuffer copied(StoredTensor tensor) {
        ByteBuffer bytes = tensor.bytes();
        return ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
    }

    private ByteBuffer floats(StoredTensor tensor) {
        float[] values = tensor.toFloatArray();
        int columns = values.length / Math.max(1, Math.toIntExact(tensor.shape()[0]));
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw refused(
                        tensor,
                        "must hold numbers that fit into float32, up to 3.4e38, but row %d, column %d holds %s"
                                .formatted(i / columns, i % columns, tensor.toDoubleArray()[i]));
            }
            bytes.putFloat(values[i]);
        }
        return bytes.flip();
    }

    @Override
    public String name() {
        return String.valueOf(file.getFileName());
    }

    @Override
    public List<String> settings() {
        return List.of(SourceFile.setting(file), "keys=" + keys);
    }

    @Override
    public EpisodeShape shape() {
        return shape;
    }

    @Override
    public int size() {
        return ends.length;
    }

    @Override
    public Trajectory episode(int index) {
        int from = index == 0 ? 0 : (int) ends[index - 1];
        int rows = (int) ends[index] - from;
        return new Trajectory(
                shape,
                part(observations, from, rows, shape.observationBytes()),
                part(actions, from, rows - 1, shape.actionBytes()),
                part(proprioception, from, rows, shape.proprioceptionBytes()));
    }

    private static ByteBuffer part(ByteBuffer bytes, int row, int rows, int rowBytes) {
        return bytes.slice(row * rowBytes, rows * rowBytes);
    }

    @Override
    public int steps(int index) {
        return (int) (ends[index] - (index == 0 ? 0 : ends[index - 1])) - 1;
    }
}
