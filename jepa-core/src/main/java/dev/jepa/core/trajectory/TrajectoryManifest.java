package dev.jepa.core.trajectory;

import dev.jepa.core.config.ConfigException;
import dev.jepa.core.config.Configs;
import dev.jepa.core.data.DataException;
import dev.jepa.core.data.MissingDataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a folder of trajectories holds when it is complete: {@value #FILE}. */
record TrajectoryManifest(
        int version, String name, List<String> settings, EpisodeShape shape, int episodes, int episodesPerShard) {
    static final String FILE = "trajectories.json";
    static final int VERSION = 1;

    TrajectoryManifest {
        if (version != VERSION) {
            throw new IllegalArgumentException("version must be " + VERSION + " but is " + version
                    + ".\nMaybe a newer jepa wrote it; read it with that one.");
        }
        if (episodes < 1 || episodesPerShard < 1) {
            throw new IllegalArgumentException("episodes and episodesPerShard must be >= 1 but were " + episodes
                    + " and " + episodesPerShard + ".");
        }
    }

    static TrajectoryManifest of(Trajectories source, int episodesPerShard) {
        return new TrajectoryManifest(
                VERSION, source.name(), source.settings(), source.shape(), source.size(), episodesPerShard);
    }

    static TrajectoryManifest read(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new MissingDataException(folder + " holds no trajectories: it has no " + FILE
                    + ".\nMaybe they were not written to the end, or another folder was meant.");
        }
        try {
            return Configs.read(file, TrajectoryManifest.class);
        } catch (ConfigException e) {
            throw new DataException(e.getMessage() == null ? file + " is damaged." : e.getMessage(), e);
        }
    }

    int shards() {
        return (episodes - 1) / episodesPerShard + 1;
    }

    /** Episodes of a shard; the last one may have fewer. */
    int episodesIn(int shard) {
        return Math.min(episodesPerShard, episodes - shard * episodesPerShard);
    }

    Path shard(Path folder, int shard) {
        return folder.resolve("shard-%05d.safetensors".formatted(shard));
    }

    /** The manifest in one line, which every shard carries so that none of another set is taken for one of this. */
    String line() {
        return Configs.toJson(this).toString();
    }
}
