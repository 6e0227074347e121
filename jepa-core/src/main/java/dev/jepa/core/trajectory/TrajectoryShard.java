package dev.jepa.core.trajectory;

import dev.jepa.core.data.DataException;
import dev.jepa.core.io.FileFormatException;
import dev.jepa.core.io.SafetensorsFile;
import dev.jepa.core.io.SafetensorsWriter;
import dev.jepa.core.io.StoredTensor;
import dev.jepa.core.io.StoredType;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * A safetensors file with the episodes of a shard one after the other: {@code observations} [sum (T + 1), …], {@code actions} [sum T, A],
 * {@code proprioception} [sum (T + 1), P], and {@code steps} [E], T of each.
 */
final class TrajectoryShard implements AutoCloseable {
    private static final String SET = "trajectories";
    private static final String SHARD = "shard";

    private final SafetensorsFile file;
    private final EpisodeShape shape;
    private final long[] steps;
    private final long[] firsts;

    private TrajectoryShard(SafetensorsFile file, EpisodeShape shape, long[] steps) {
        this.file = file;
        this.shape = shape;
        this.steps = steps;
        this.firsts = new long[steps.length];
        for (int i = 1; i < steps.length; i++) {
            firsts[i] = firsts[i - 1] + steps[i - 1];
        }
    }

    /** Writes whole or not at all. */
    static void write(Path path, TrajectoryManifest manifest, int shard, List<Trajectory> episodes) {
        EpisodeShape shape = manifest.shape();
        long[] steps = episodes.stream().mapToLong(Trajectory::steps).toArray();
        long actions = LongStream.of(steps).sum();
        long rows = actions + steps.length;
        StoredType type = shape.kind() == EpisodeShape.Kind.PIXELS ? StoredType.U8 : StoredType.F32;
        SafetensorsWriter.write(
                path,
                List.of(
                        StoredTensor.of(
                                "observations",
                                type,
                                joined(episodes, Trajectory::observationBytes),
                                shape.observationShape(rows)),
                        StoredTensor.of(
                                "actions",
                                StoredType.F32,
                                joined(episodes, Trajectory::actionBytes),
                                actions,
                                shape.actionDim()),
                        StoredTensor.of(
                                "proprioception",
                                StoredType.F32,
                                joined(episodes, Trajectory::proprioceptionBytes),
                                rows,
                                shape.proprioceptionDim()),
                        StoredTensor.of("steps", steps, steps.length)),
                Map.of(SET, manifest.line(), SHARD, Integer.toString(shard)));
    }

    private static ByteBuffer joined(List<Trajectory> episodes, Function<Trajectory, ByteBuffer> part) {
        long size = episodes.stream().mapToLong(e -> part.apply(e).remaining()).sum();
        if (size > Integer.MAX_VALUE - 64) {
            throw new IllegalArgumentException(episodes.size() + " episodes have " + size
                    + " bytes of one kind, more than a shard can hold.\nMaybe put fewer episodes into a shard.");
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) size);
        episodes.forEach(episode -> bytes.put(part.apply(episode)));
        return bytes.flip();
    }

    /**
     * Opens a shard, reads it once to compare its checksum, and checks that it belongs to the set.
     *
     * @throws DataException or {@link FileFormatException} if not; the message names the file
     */
    static TrajectoryShard open(Path path, TrajectoryManifest manifest, int shard) {
        SafetensorsFile file = SafetensorsFile.open(path);
        boolean opened = false;
        try {
            if (!file.hasChecksum()) {
                throw damaged(path, "it carries no checksum");
            }
            Map<String, String> metadata = file.metadata();
            if (!manifest.line().equals(metadata.get(SET))
                    || !Integer.toString(shard).equals(metadata.get(SHARD))) {
                throw new DataException(path + " is not shard " + shard + " of this set of trajectories.\n"
                        + "Maybe it was copied from another folder; delete it and make the set again.");
            }
            TrajectoryShard result = new TrajectoryShard(file, manifest.shape(), steps(path, file));
            result.check(path, manifest.episodesIn(shard));
            opened = true;
            return result;
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    private static long[] steps(Path path, SafetensorsFile file) {
        StoredTensor steps = file.tensors().get("steps");
        if (steps == null || steps.type() != StoredType.I64) {
            throw damaged(path, "it has no tensor 'steps' of I64");
        }
        return steps.toLongArray();
    }

    private void check(Path path, int episodes) {
        long actions = 0;
        for (long t : steps) {
            if (t < 0 || t > Integer.MAX_VALUE) {
                throw damaged(path, "an episode has " + t + " steps");
            }
            actions += t;
        }
        if (steps.length != episodes) {
            throw damaged(path, "it has " + steps.length + " episodes instead of " + episodes);
        }
        long rows = actions + episodes;
        requireShape(path, "observations", shape.observationShape(rows));
        requireShape(path, "actions", actions, shape.actionDim());
        requireShape(path, "proprioception", rows, shape.proprioceptionDim());
    }

    private void requireShape(Path path, String name, long... expected) {
        boolean pixels = name.equals("observations") && shape.kind() == EpisodeShape.Kind.PIXELS;
        StoredTensor tensor = file.tensors().get(name);
        if (tensor == null
                || tensor.type() != (pixels ? StoredType.U8 : StoredType.F32)
                || !Arrays.equals(tensor.shape(), expected)) {
            throw damaged(path, "'" + name + "' should be " + Arrays.toString(expected) + " but is " + tensor);
        }
    }

    private static DataException damaged(Path path, String what) {
        return new DataException(path + " is damaged: " + what + ".\nMaybe delete it and make the set again.");
    }

    int steps(int episode) {
        return (int) steps[episode];
    }

    Trajectory episode(int index) {
        long row = firsts[index] + index;
        int length = (int) steps[index];
        return new Trajectory(
                shape,
                part("observations", row, length + 1, shape.observationBytes()),
                part("actions", firsts[index], length, shape.actionBytes()),
                part("proprioception", row, length + 1, shape.proprioceptionBytes()));
    }

    private ByteBuffer part(String name, long row, int rows, int rowBytes) {
        return file.tensor(name).bytes(row * rowBytes, Math.multiplyExact(rows, rowBytes));
    }

    @Override
    public void close() {
        file.close();
    }
}
