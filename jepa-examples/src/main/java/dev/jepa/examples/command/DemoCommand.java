package dev.jepa.examples.command;

import dev.jepa.core.train.RunFolder;
import dev.jepa.examples.progress.Display;
import dev.jepa.examples.report.Report;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jepa demo}: learns a world from pixels and plans in it, with nothing to download, in a few minutes. */
@Command(
        name = "demo",
        description =
                "Learns Two Rooms from pixels and random actions, then plans in it: a few minutes, nothing to download.")
final class DemoCommand implements Callable<Integer> {
    private static final String RECIPE = "two-rooms-fixed";
    private static final String EPISODES = "20";

    private final Display display;
    private final PrintWriter out;
    private final ToIntFunction<List<String>> jepa;

    @Option(names = "--out", paramLabel = "DIR", description = "The run folder to create (by default runs/demo-DATE).")
    private Optional<Path> folder = Optional.empty();

    /**
     * The command.
     *
     * @param jepa runs another subcommand and gives its exit code
     */
    DemoCommand(Display display, PrintWriter out, ToIntFunction<List<String>> jepa) {
        this.display = display;
        this.out = out;
        this.jepa = jepa;
    }

    @Override
    public Integer call() {
        String run = folder.orElseGet(
                        () -> RunFolder.dated(Path.of("runs"), "demo", LocalDateTime.now(ZoneId.systemDefault())))
                .toString();
        display.say("1. Learning a world model from pictures of random walks: jepa train " + RECIPE + " --out " + run);
        int code = jepa.applyAsInt(List.of("train", RECIPE, "--out", run));
        if (code != 0) {
            return code;
        }
        display.say("2. Planning with it: jepa plan --run " + run + " --episodes " + EPISODES);
        code = jepa.applyAsInt(List.of("plan", "--run", run, "--episodes", EPISODES));
        if (code == 0) {
            Path page = Path.of(run, "plan-gradient", Report.FILE);
            out.println("Open " + page + " in a browser: films of the episodes, and what the planner sees.");
        }
        return code;
    }
}
