package dev.jepa.core.trajectory;

import dev.jepa.core.config.Configs;
import dev.jepa.core.data.DataException;
import dev.jepa.core.errors.FileErrors;
import dev.jepa.core.io.AtomicFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Stores a set of trajectories as a folder of safetensors shards, its episodes made in parallel.
 *
 * <p>Each shard appears whole or not at all. A process that was killed is continued by the same call: shards that are there are
 * kept. The bytes are a function of the source alone, on any number of threads.
 */
public final class TrajectoryWriter {
    /** Hears of progress. */
    @FunctionalInterface
    public interface Progress {
        /** Told after each shard, kept ones too. */
        void episodes(int done, int total);
    }

    private TrajectoryWriter() {}

    /**
     * Writes what is missing.
     *
     * @param folder new, empty, or begun by the same call before
     * @param episodesPerShard a shard is made in memory
     * @throws DataException if the folder holds something else
     */
    public static void write(Trajectories source, Path folder, int episodesPerShard, Progress progress) {
        TrajectoryManifest manifest = TrajectoryManifest.of(source, episodesPerShard);
        begin(folder, manifest);
        for (int shard = 0; shard < manifest.shards(); shard++) {
            Path path = manifest.shard(folder, shard);
            if (Files.exists(path)) {
                TrajectoryShard.open(path, manifest, shard).close();
            } else {
                TrajectoryShard.write(path, manifest, shard, episodes(source, manifest, shard));
            }
            progress.episodes(shard * episodesPerShard + manifest.episodesIn(shard), source.size());
        }
    }

    private static void begin(Path folder, TrajectoryManifest manifest) {
        Path file = folder.resolve(TrajectoryManifest.FILE);
        if (Files.exists(file)) {
            if (!TrajectoryManifest.read(folder).equals(manifest)) {
                throw new DataException(folder + " holds another set of trajectories; " + TrajectoryManifest.FILE
                        + " in it says which.\nMaybe choose another folder, or delete this one.");
            }
            AtomicFiles.deleteLeftovers(folder);
        } else {
            requireEmpty(folder);
            AtomicFiles.writeString(file, Configs.toText(manifest));
        }
    }

    private static void requireEmpty(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, e -> !AtomicFiles.isLeftover(e))) {
            if (entries.iterator().hasNext()) {
                throw new DataException(folder + " is not empty and holds no " + TrajectoryManifest.FILE
                        + ".\nMaybe choose a new folder.");
            }
        } catch (IOException e) {
            throw FileErrors.reading(folder, e);
        }
    }

    private static List<Trajectory> episodes(Trajectories source, TrajectoryManifest manifest, int shard) {
        int from = shard * manifest.episodesPerShard();
        return IntStream.range(from, from + manifest.episodesIn(shard))
                .parallel()
                .mapToObj(index -> checked(source, index))
                .toList();
    }

    private static Trajectory checked(Trajectories source, int index) {
        Trajectory episode = source.episode(index);
        if (!episode.shape().equals(source.shape())) {
            throw new IllegalArgumentException(
                    "episode " + index + " has the shape " + episode.shape() + " instead of " + source.shape() + ".");
        }
        return episode;
    }
}
