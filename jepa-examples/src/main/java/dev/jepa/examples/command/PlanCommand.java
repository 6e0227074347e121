package dev.jepa.examples.command;

import dev.jepa.core.train.RunFolder;
import dev.jepa.examples.planning.PlannerTable;
import dev.jepa.examples.planning.Planners;
import dev.jepa.examples.progress.Display;
import dev.jepa.examples.recipe.PlanOptions;
import dev.jepa.examples.recipe.PlannedRecipe;
import dev.jepa.examples.recipe.Recipe;
import dev.jepa.examples.recipe.RecipeContext;
import dev.jepa.examples.recipe.Recipes;
import dev.jepa.examples.recipe.UsageException;
import dev.jepa.examples.report.Report;
import dev.jepa.examples.report.Summary;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jepa plan --run DIR}: lets a planner act through the world model of a run. */
@Command(name = "plan", description = "Plans with the world model of a run on the fixed tasks of its world.")
final class PlanCommand implements Callable<Integer>, EndsAtOnce {
    private final Recipes recipes;
    private final Display display;
    private final PrintWriter out;
    private final List<String> arguments;

    @Option(names = "--run", paramLabel = "DIR", required = true, description = "The run folder.")
    private Path folder = Path.of("");

    @Option(
            names = "--planner",
            paramLabel = "P",
            defaultValue = "gradient",
            description =
                    "gradient, cem, icem, mppi, random-shooting, cma-es, ilqr, tree-search, two of them such as cem+gradient,"
                            + " or all (${DEFAULT-VALUE}).")
    private String planner = "";

    @Option(
            names = "--episodes",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many of the fixed tasks, from the first (${DEFAULT-VALUE}).")
    private int episodes;

    @Option(names = "--replan", paramLabel = "K", description = "Actions taken from a plan before the next is made.")
    private Optional<Integer> replan = Optional.empty();

    @Option(names = "--horizon", paramLabel = "H", description = "Steps to plan ahead.")
    private Optional<Integer> horizon = Optional.empty();

    @Option(names = "--iterations", paramLabel = "N", description = "Rounds of the planner for each plan.")
    private Optional<Integer> iterations = Optional.empty();

    @Option(
            names = "--true-dynamics",
            description = "Predict with the world's true dynamics instead of the model's predictor.")
    private boolean trueDynamics;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for figures, report and films (by default plan-PLANNER/ in the run folder).")
    private Optional<Path> target = Optional.empty();

    @Option(
            names = "--device",
            paramLabel = "D",
            defaultValue = "auto",
            description = "auto, cpu, gpu0, gpu1 … (${DEFAULT-VALUE}).")
    private String device = "";

    PlanCommand(Recipes recipes, Display display, PrintWriter out, List<String> arguments) {
        this.recipes = recipes;
        this.display = display;
        this.out = out;
        this.arguments = arguments;
    }

    @Override
    public Integer call() {
        requirePositive("--replan", replan);
        requirePositive("--horizon", horizon);
        requirePositive("--iterations", iterations);
        RunFolder run = Runs.open(folder);
        Recipe<?> recipe = recipes.find(run.recipe());
        if (!(recipe instanceof PlannedRecipe<?> planned)) {
            throw new UsageException("Runs of " + recipe.name() + " have no world model to plan with.");
        }
        Path place = place();
        PlanOptions options = new PlanOptions(
                planner, episodes, whole(replan), whole(horizon), whole(iterations), trueDynamics, place);
        if (planner.equals(Planners.ALL)) {
            planWithAll(planned, run, options);
        } else {
            plan(planned, run, List.of(options), summary -> summary.print(out));
        }
        out.println("Written to " + place + "; see " + place.resolve(Report.FILE));
        return 0;
    }

    @Override
    public String whenStopped() {
        return planner.equals(Planners.ALL)
                ? "Stopped; the planners that were done are in " + place() + "."
                : EndsAtOnce.super.whenStopped();
    }

    private Path place() {
        return target.orElse(folder.resolve("plan-" + planner + (trueDynamics ? "-true-dynamics" : "")));
    }

    /** The table is written anew after each planner. */
    private void planWithAll(PlannedRecipe<?> recipe, RunFolder run, PlanOptions options) {
        List<PlanOptions> each =
                Planners.names(!trueDynamics).stream().map(options::each).toList();
        List<Summary> summaries = new ArrayList<>();
        plan(recipe, run, each, summary -> {
            summaries.add(summary);
            new PlannerTable(summaries).write("Planners in " + recipe.name(), options.folder());
        });
        out.print(new PlannerTable(summaries).table().text());
    }

    private static void requirePositive(String option, Optional<Integer> value) {
        if (value.isPresent() && value.get() < 1) {
            throw new UsageException(option + " must be >= 1 but was " + value.get() + ".");
        }
    }

    private static OptionalInt whole(Optional<Integer> value) {
        return value.isPresent() ? OptionalInt.of(value.get()) : OptionalInt.empty();
    }

    /** Plans with each, and writes the figures of each into its folder. */
    private <C extends Record> void plan(
            PlannedRecipe<C> recipe, RunFolder run, List<PlanOptions> options, Consumer<Summary> done) {
        RecipeContext context = Runs.context(
                recipe, arguments, folder, Optional.empty(), Devices.parse(device), () -> false, display, out);
        recipe.planWithEach(Runs.config(run, recipe), context, options, (each, summary) -> {
            summary.write(each.folder());
            done.accept(summary);
        });
    }
}
