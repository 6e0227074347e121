package dev.jepa.core.trajectory;

import dev.jepa.core.data.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder of trajectories, memory-mapped. Opening reads every shard once, to compare its checksum, and keeps nothing of it in
 * memory. Close it when no window is drawn any more.
 */
public final class StoredTrajectories implements Trajectories, AutoCloseable {
    private final TrajectoryManifest manifest;
    private final List<TrajectoryShard> shards;

    private StoredTrajectories(TrajectoryManifest manifest, List<TrajectoryShard> shards) {
        this.manifest = manifest;
        this.shards = shards;
    }

    /**
     * Opens a folder that {@link TrajectoryWriter} filled.
     *
     * @throws DataException if it is incomplete, or a shard is of another set
     * @throws dev.jepa.core.io.FileFormatException if a shard is damaged
     */
    public static StoredTrajectories open(Path folder) {
        TrajectoryManifest manifest = TrajectoryManifest.read(folder);
        for (int s = 0; s < manifest.shards(); s++) {
            if (!Files.exists(manifest.shard(folder, s))) {
                throw new DataException(
                        folder + " is incomplete: " + manifest.shard(folder, s).getFileName() + " of "
                                + manifest.shards() + " shards is missing.\n"
                                + "Maybe making it was interrupted; the same command goes on where it stopped.");
            }
        }
        List<TrajectoryShard> shards = new ArrayList<>();
        boolean opened = false;
        try {
            for (int s = 0; s < manifest.shards(); s++) {
                shards.add(TrajectoryShard.open(manifest.shard(folder, s), manifest, s));
            }
            opened = true;
            return new StoredTrajectories(manifest, List.copyOf(shards));
        } finally {
            if (!opened) {
                shards.forEach(TrajectoryShard::close);
            }
        }
    }

    @Override
    public String name() {
        return manifest.name();
    }

    @Override
    public List<String> settings() {
        return manifest.settings();
    }

    @Override
    public EpisodeShape shape() {
        return manifest.shape();
    }

    @Override
    public int size() {
        return manifest.episodes();
    }

    @Override
    public Trajectory episode(int index) {
        return shards.get(index / manifest.episodesPerShard()).episode(index % manifest.episodesPerShard());
    }

    @Override
    public int steps(int index) {
        return shards.get(index / manifest.episodesPerShard()).steps(index % manifest.episodesPerShard());
    }

    @Override
    public void close() {
        shards.forEach(TrajectoryShard::close);
    }
}
