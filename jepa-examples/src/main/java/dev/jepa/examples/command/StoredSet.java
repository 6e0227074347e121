package dev.jepa.examples.command;

import dev.jepa.core.trajectory.StoredTrajectories;
import dev.jepa.core.trajectory.Trajectories;
import dev.jepa.core.trajectory.TrajectoryWriter;
import dev.jepa.examples.recipe.UsageException;
import dev.jepa.examples.report.Summary;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Writes a set of trajectories into a folder, telling how far it is, and sums up what is there. */
final class StoredSet {
    private static final long TELL_NANOS = 2_000_000_000L;

    private final PrintWriter out;
    private long told = System.nanoTime();

    StoredSet(PrintWriter out) {
        this.out = out;
    }

    void write(Trajectories source, Path folder, int episodesPerShard) {
        write(source, folder, episodesPerShard, summary -> {});
    }

    /**
     * @param more adds figures of its own to the summary, once the set is there
     */
    void write(Trajectories source, Path folder, int episodesPerShard, Consumer<Summary> more) {
        if (episodesPerShard < 1) {
            throw new UsageException("--shard must be >= 1 but was " + episodesPerShard + ".");
        }
        long began = System.nanoTime();
        TrajectoryWriter.write(source, folder, episodesPerShard, this::tell);
        double seconds = (System.nanoTime() - began) / 1e9;
        try (StoredTrajectories stored = StoredTrajectories.open(folder)) {
            long steps =
                    IntStream.range(0, stored.size()).mapToLong(stored::steps).sum();
            Summary summary = new Summary()
                    .put("name", stored.name())
                    .put("episodes", stored.size())
                    .put("steps", steps)
                    .put("observation", stored.shape().observation())
                    .put("action_dim", stored.shape().actionDim())
                    .put("proprioception_dim", stored.shape().proprioceptionDim())
                    .put("seconds", seconds);
            more.accept(summary);
            summary.write(folder);
            summary.print(out);
        }
        out.println("Written to " + folder + ".");
    }

    private void tell(int done, int total) {
        if (System.nanoTime() - told > TELL_NANOS) {
            told = System.nanoTime();
            out.println(done + " of " + total + " episodes");
            out.flush();
        }
    }
}
