package dev.jepa.examples.command;

import dev.jepa.core.train.RunFolder;
import dev.jepa.core.train.StopSignal;
import dev.jepa.examples.recipe.ProbedRecipe;
import dev.jepa.examples.recipe.Recipe;
import dev.jepa.examples.recipe.RecipeContext;
import dev.jepa.examples.recipe.Recipes;
import dev.jepa.examples.recipe.StoppedException;
import dev.jepa.examples.recipe.UsageException;
import dev.jepa.examples.report.Summary;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jepa probe --run DIR}: judges the encoder of a run again, with frozen weights. */
@Command(name = "probe", description = "Probes the frozen encoder of a run.")
final class ProbeCommand implements Callable<Integer> {
    private final Recipes recipes;
    private final PrintWriter out;
    private final List<String> arguments;

    @Option(names = "--run", paramLabel = "DIR", required = true, description = "The run folder.")
    private Path folder = Path.of("");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where the data set is (by default $JEPA_DATA/NAME, or data/NAME).")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for summary.json (by default probe/ in the run folder).")
    private Optional<Path> target = Optional.empty();

    @Option(
            names = "--device",
            paramLabel = "D",
            defaultValue = "auto",
            description = "auto, cpu, gpu0, gpu1 … (${DEFAULT-VALUE}).")
    private String device = "";

    ProbeCommand(Recipes recipes, PrintWriter out, List<String> arguments) {
        this.recipes = recipes;
        this.out = out;
        this.arguments = arguments;
    }

    @Override
    public Integer call() {
        RunFolder run = Runs.open(folder);
        Recipe<?> recipe = recipes.find(run.recipe());
        if (!(recipe instanceof ProbedRecipe<?> probed)) {
            throw new UsageException("Runs of " + recipe.name() + " have no probe.");
        }
        try (StopSignal stop = StopSignal.listen(TrainCommand.PATIENCE)) {
            Summary summary = probe(probed, run, stop);
            summary.write(target.orElse(folder.resolve("probe")));
            summary.print(out);
            return 0;
        } catch (StoppedException e) {
            out.println("Stopped; nothing is written.");
            return Failures.INTERRUPTED;
        }
    }

    private <C extends Record> Summary probe(ProbedRecipe<C> recipe, RunFolder run, StopSignal stop) {
        RecipeContext context = Runs.context(recipe, arguments, folder, data, Devices.parse(device), stop, out);
        return recipe.probe(Runs.config(run, recipe), context);
    }
}
