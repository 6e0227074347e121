package dev.jepa.examples.command;

import dev.jepa.core.config.Configs;
import dev.jepa.core.train.RunFolder;
import dev.jepa.core.train.StopSignal;
import dev.jepa.examples.progress.Display;
import dev.jepa.examples.recipe.Recipe;
import dev.jepa.examples.recipe.RecipeContext;
import dev.jepa.examples.recipe.Recipes;
import dev.jepa.examples.recipe.StoppedException;
import dev.jepa.examples.recipe.UsageException;
import dev.jepa.examples.report.Report;
import dev.jepa.examples.report.Summary;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jepa train RECIPE}: trains, evaluates, and leaves a run folder with a report. */
@Command(
        name = "train",
        description = "Trains a recipe and writes a run folder with checkpoints, figures and a report.")
final class TrainCommand implements Callable<Integer> {
    private final Recipes recipes;
    private final Display display;
    private final PrintWriter out;
    private final List<String> arguments;

    @Parameters(paramLabel = "RECIPE", description = "What to train; 'jepa recipes' lists them.")
    private String name = "";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where the data set is (by default $JEPA_DATA/NAME, or data/NAME; with --resume, where the"
                    + " run had it).")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "JSON file with keys of the configuration to change.")
    private Optional<Path> configFile = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Changes one key of the configuration; may be repeated.")
    private List<String> assignments = List.of();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The run folder to create (by default runs/RECIPE-DATE).")
    private Optional<Path> folder = Optional.empty();

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description = "The run folder to go on with, from its newest checkpoint.")
    private Optional<Path> resumed = Optional.empty();

    @Option(names = "--other-data", description = "With --resume: go on even if the data is not what it was.")
    private boolean otherData;

    @Option(
            names = "--device",
            paramLabel = "D",
            defaultValue = "auto",
            description = "auto, cpu, gpu0, gpu1 … (${DEFAULT-VALUE}).")
    private String device = "";

    @Option(names = "--seed", paramLabel = "N", description = "What all random numbers are derived from (0).")
    private Optional<Long> seed = Optional.empty();

    @Option(names = "--steps", paramLabel = "N", description = "Stop after this many steps, if the recipe has more.")
    private Optional<Long> steps = Optional.empty();

    @Option(names = "--strict", description = "Fail on an unreadable data file instead of skipping it.")
    private boolean strict;

    TrainCommand(Recipes recipes, Display display, PrintWriter out, List<String> arguments) {
        this.recipes = recipes;
        this.display = display;
        this.out = out;
        this.arguments = arguments;
    }

    @Override
    public Integer call() {
        return run(recipes.find(name));
    }

    private <C extends Record> int run(Recipe<C> recipe) {
        checkOptions();
        RunData.given(data, recipe, recipes.all());
        C config = config(recipe);
        Path run = place(recipe);
        if (resumed.isEmpty()) {
            Runs.requireFree(run);
        }
        try (StopSignal stop = Stops.saving(display, () -> whenStopped(recipe, run))) {
            return train(recipe, config, context(recipe, run, stop));
        }
    }

    private <C extends Record> int train(Recipe<C> recipe, C config, RecipeContext context) {
        try {
            Summary summary = recipe.train(config, context);
            summary.write(context.folder());
            summary.print(out);
            out.println("Written to " + context.folder() + "; see "
                    + context.folder().resolve(Report.FILE));
            return 0;
        } catch (StoppedException e) {
            display.say(e.getMessage() + "\n" + goOn(recipe, context.folder()));
            return Failures.INTERRUPTED;
        }
    }

    /** Between the steps of trainings: before the first one, and when the last one is saved. */
    private String whenStopped(Recipe<?> recipe, Path run) {
        return Files.exists(run)
                ? "Stopped.\n" + goOn(recipe, run)
                : "Stopped before the first step; nothing is written.";
    }

    private String goOn(Recipe<?> recipe, Path run) {
        return "Go on with: jepa train " + recipe.name() + " --resume " + run
                + data.map(path -> " --data " + path).orElse("");
    }

    private void checkOptions() {
        if (resumed.isPresent()
                && (folder.isPresent() || configFile.isPresent() || !assignments.isEmpty() || seed.isPresent())) {
            throw new UsageException(
                    "A resumed run keeps its folder, configuration and seed, so --resume does not go with"
                            + " --out, --config, --set or --seed.\nMaybe start a new run with --out.");
        }
        if (otherData && resumed.isEmpty()) {
            throw new UsageException("--other-data goes with --resume only.\nMaybe leave it out.");
        }
        if (configFile.isPresent() && !Files.exists(configFile.get())) {
            throw new UsageException("--config " + configFile.get() + " does not exist.\n"
                    + "Maybe the path is mistyped, or relative to another folder.");
        }
        if (steps.isPresent() && steps.get() < 1) {
            throw new UsageException("--steps must be >= 1 but was " + steps.get() + ".");
        }
    }

    private <C extends Record> C config(Recipe<C> recipe) {
        if (resumed.isPresent()) {
            RunFolder run = Runs.open(resumed.get());
            if (!run.recipe().equals(recipe.name())) {
                throw new UsageException(resumed.get() + " is a run of " + run.recipe() + ", not of " + recipe.name()
                        + ".\nMaybe jepa train " + run.recipe() + " --resume " + resumed.get() + ".");
            }
            return Runs.config(run, recipe);
        }
        C config = recipe.defaults();
        if (configFile.isPresent()) {
            config = Configs.overlay(config, configFile.get());
        }
        return Configs.override(config, assignments);
    }

    private Path place(Recipe<?> recipe) {
        return resumed.or(() -> folder)
                .orElseGet(() ->
                        RunFolder.dated(Path.of("runs"), recipe.name(), LocalDateTime.now(ZoneId.systemDefault())));
    }

    private RecipeContext context(Recipe<?> recipe, Path run, StopSignal stop) {
        return new RecipeContext(
                recipe.name(),
                arguments,
                run,
                resumed.isPresent() ? RunData.of(Runs.open(run), recipe, data, recipes.all()) : data,
                Devices.parse(device),
                resumed.map(Runs::seed).or(() -> seed).orElse(0L),
                steps.isPresent() ? OptionalLong.of(steps.get()) : OptionalLong.empty(),
                resumed.isPresent(),
                strict,
                stop,
                display,
                out,
                otherData);
    }
}
