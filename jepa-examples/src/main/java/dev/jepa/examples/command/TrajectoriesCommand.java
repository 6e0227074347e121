package dev.jepa.examples.command;

import dev.jepa.examples.progress.Display;
import dev.jepa.examples.trajectories.WorldTrajectories;
import dev.jepa.planning.env.Rollouts;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jepa data trajectories}: records episodes of a simulated world. */
@Command(
        name = "trajectories",
        description = "Records episodes of a world, in parallel; the same command goes on after an interruption.")
final class TrajectoriesCommand implements Callable<Integer>, EndsAtOnce {
    private final Display display;
    private final PrintWriter out;

    @Option(
            names = "--world",
            required = true,
            paramLabel = "W",
            description = "two-rooms, maze, pendulum, cart-pole or push-t.")
    private String world = "";

    @Option(names = "--episodes", required = true, paramLabel = "N", description = "How many.")
    private int episodes;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to fill.")
    private Path folder = Path.of("");

    @Option(
            names = "--policy",
            paramLabel = "P",
            defaultValue = "random",
            description = "random; oracle in two-rooms and maze; walks in two-rooms (${DEFAULT-VALUE}).")
    private String policy = "";

    @Option(
            names = "--hold",
            paramLabel = "N",
            defaultValue = "1",
            description = "Steps that a random action lasts (${DEFAULT-VALUE}).")
    private int hold;

    @Option(names = "--steps", paramLabel = "N", description = "Actions of an episode (the world's own number).")
    private Optional<Integer> steps = Optional.empty();

    @Option(
            names = "--observe",
            paramLabel = "V",
            defaultValue = "pixels",
            description = "pixels or state (${DEFAULT-VALUE}).")
    private Rollouts.View view = Rollouts.View.PIXELS;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            description = "What the episodes are derived from (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--shard",
            paramLabel = "N",
            defaultValue = "100",
            description = "Episodes in a file, made in memory (${DEFAULT-VALUE}).")
    private int shard;

    TrajectoriesCommand(Display display, PrintWriter out) {
        this.display = display;
        this.out = out;
    }

    @Override
    public String whenStopped() {
        return StoredSet.whenStopped(folder);
    }

    @Override
    public Integer call() {
        OptionalInt length = steps.isPresent() ? OptionalInt.of(steps.get()) : OptionalInt.empty();
        WorldTrajectories.Request request =
                new WorldTrajectories.Request(world, policy, hold, seed, episodes, length, view);
        new StoredSet(display, out).write(WorldTrajectories.of(request), folder, shard);
        return 0;
    }
}
