package dev.jepa.core.trajectory;

import dev.jepa.core.config.Configs;
import dev.jepa.core.data.DataException;
import dev.jepa.core.errors.FileErrors;
import dev.jepa.core.io.AtomicFiles;
import dev.jepa.core.io.AtomicFolder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Stores a set of trajectories as a folder of safetensors shards, its episodes made in parallel.
 *
 * <p>The folder appears when it is complete, and a failure leaves nothing behind. What a killed process left is found by the same
 * call, which keeps its shards, and replaced by any other. The bytes are a function of the source alone, on any number of threads.
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
        if (Files.exists(folder.resolve(TrajectoryManifest.FILE))) {
            requireSame(folder, manifest);
            AtomicFiles.deleteLeftovers(folder);
            fill(source, folder, manifest, progress);
            return;
        }
        requireEmpty(folder);
        try (AtomicFolder whole = AtomicFolder.begin(folder)) {
            Path draft = whole.draft();
            if (holds(draft, manifest)) {
                AtomicFiles.deleteLeftovers(draft);
            } else {
                whole.clear();
                AtomicFiles.writeString(draft.resolve(TrajectoryManifest.FILE), Configs.toText(manifest));
            }
            fill(source, draft, manifest, progress);
            whole.publish(TrajectoryManifest.FILE);
        }
    }

    private static void fill(Trajectories source, Path folder, TrajectoryManifest manifest, Progress progress) {
        for (int shard = 0; shard < manifest.shards(); shard++) {
            Path path = manifest.shard(folder, shard);
            if (Files.exists(path)) {
                TrajectoryShard.open(path, manifest, shard).close();
            } else {
                TrajectoryShard.write(path, manifest, shard, episodes(source, manifest, shard));
            }
            progress.episodes(shard * manifest.episodesPerShard() + manifest.episodesIn(shard), source.size());
        }
    }

    private static void requireSame(Path folder, TrajectoryManifest manifest) {
        if (!TrajectoryManifest.read(folder).equals(manifest)) {
            throw new DataException(folder + " holds another set of trajectories; " + TrajectoryManifest.FILE
                    + " in it says which.\nMaybe choose another folder, or delete this one.");
        }
    }

    /** Whether a draft is one of this set; it is of no use if its manifest cannot be read. */
    private static boolean holds(Path draft, TrajectoryManifest manifest) {
        try {
            return TrajectoryManifest.read(draft).equals(manifest);
        } catch (DataException e) {
            return false;
        }
    }

    private static void requireEmpty(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(
                folder, entry -> !AtomicFiles.isLeftover(entry) && !AtomicFolder.isDraft(entry))) {
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
