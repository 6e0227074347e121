package dev.jepa.examples.command;

import dev.jepa.core.trajectory.StoredTrajectories;
import dev.jepa.core.trajectory.Trajectories;
import dev.jepa.core.trajectory.TrajectoryWriter;
import dev.jepa.examples.progress.Display;
import dev.jepa.examples.progress.Task;
import dev.jepa.examples.recipe.UsageException;
import dev.jepa.examples.report.Summary;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Writes a set of trajectories into a folder, telling how far it is, and sums up what is there. */
final class StoredSet {
    private final Display display;
    private final PrintWriter out;

    StoredSet(Display display, PrintWriter out) {
        this.display = display;
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
        try (Task writing = display.begin("Writing", source.size(), "episodes")) {
            TrajectoryWriter.write(source, folder, episodesPerShard, (done, total) -> writing.to(done));
        }
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

    /** What a user reads who stopped it. */
    static String whenStopped(Path folder) {
        return "Stopped; files of episodes in " + folder + " are whole.\nGo on with the same command.";
    }
}
