package dev.jepa.examples.command;

import dev.jepa.core.trajectory.StoredTrajectories;
import dev.jepa.examples.recipe.UsageException;
import dev.jepa.examples.report.Summary;
import dev.jepa.planning.env.pusht.PushTReplay;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jepa data replay}: repeats the actions of Push-T demonstrations in the simulated world. */
@Command(
        name = "replay",
        description =
                "Repeats the actions of imported Push-T demonstrations in this Push-T, and says how far it drifts.")
final class ReplayCommand implements Callable<Integer>, EndsAtOnce {
    private static final List<Integer> HORIZONS = List.of(1, 5, 10, 20);

    private final PrintWriter out;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "The folder that 'jepa data import' filled.")
    private Path data = Path.of("");

    @Option(names = "--out", paramLabel = "DIR", description = "Where the figures go (by default DIR/replay).")
    private Optional<Path> folder = Optional.empty();

    @Option(
            names = "--every",
            paramLabel = "N",
            defaultValue = "10",
            description = "Steps between two states to start from (${DEFAULT-VALUE}).")
    private int every;

    ReplayCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        if (every < 1) {
            throw new UsageException("--every must be >= 1 but was " + every + ".");
        }
        Summary summary = new Summary();
        try (StoredTrajectories stored = StoredTrajectories.open(data)) {
            for (PushTReplay.Drift drift : PushTReplay.of(stored, every, HORIZONS)) {
                add(summary, drift);
            }
        }
        summary.write(folder.orElseGet(() -> data.resolve("replay")));
        summary.print(out);
        return 0;
    }

    private static void add(Summary summary, PushTReplay.Drift drift) {
        String steps = "steps_" + drift.steps() + "_";
        summary.put(steps + "starts", drift.starts())
                .put(steps + "pusher_pixels", drift.pusher())
                .put(steps + "block_moved", drift.moved())
                .put(steps + "block_pixels", drift.block())
                .put(steps + "block_pixels_90th", drift.block90())
                .put(steps + "turn_degrees", drift.turn())
                .put(steps + "turn_degrees_90th", drift.turn90())
                .put(steps + "block_pixels_if_still", drift.blockStill())
                .put(steps + "turn_degrees_if_still", drift.turnStill());
    }
}
