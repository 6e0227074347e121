package dev.jepa.examples.command;

import dev.jepa.core.tensor.Device;
import dev.jepa.core.train.RunFolder;
import dev.jepa.examples.agent.AgentDemonstration;
import dev.jepa.examples.progress.Display;
import dev.jepa.examples.recipe.Recipe;
import dev.jepa.examples.recipe.RecipeContext;
import dev.jepa.examples.recipe.Recipes;
import dev.jepa.examples.recipe.UsageException;
import dev.jepa.examples.report.Report;
import dev.jepa.examples.report.Summary;
import dev.jepa.examples.tworooms.TwoRoomsRecipe;
import dev.jepa.examples.tworooms.TwoRoomsRun;
import dev.jepa.planning.env.tworooms.Layouts;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jepa agent --run DIR}: the modular agent around the world model of a run. */
@Command(
        name = "agent",
        description =
                "Measures the modular agent on the world model of a Two Rooms run: policy, critic, configurator, surprise.")
final class AgentCommand implements Callable<Integer>, EndsAtOnce {
    private final Recipes recipes;
    private final Display display;
    private final PrintWriter out;
    private final List<String> arguments;

    @Option(
            names = "--run",
            paramLabel = "DIR",
            required = true,
            description = "The run folder, of recipe two-rooms-fixed.")
    private Path folder = Path.of("");

    @Option(
            names = "--episodes",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many of the fixed tasks, from the first (${DEFAULT-VALUE}).")
    private int episodes;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            description = "Seed of networks, training episodes and plans (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for figures, report and films (by default agent/ in the run folder).")
    private Optional<Path> target = Optional.empty();

    AgentCommand(Recipes recipes, Display display, PrintWriter out, List<String> arguments) {
        this.recipes = recipes;
        this.display = display;
        this.out = out;
        this.arguments = arguments;
    }

    @Override
    public Integer call() {
        RunFolder run = Runs.open(folder);
        Recipe<?> recipe = recipes.find(run.recipe());
        if (!(recipe instanceof TwoRoomsRecipe rooms)) {
            throw new UsageException("The agent lives in Two Rooms, but " + folder + " is a run of " + recipe.name()
                    + ".\nMaybe train one: jepa train two-rooms-fixed.");
        }
        TwoRoomsRun config = Runs.config(run, rooms);
        if (!(config.world().layouts() instanceof Layouts.Fixed)) {
            throw new UsageException("The agent's policy knows one wall, but " + folder + " is a run of "
                    + recipe.name() + ", where walls vary.\nMaybe train another: jepa train two-rooms-fixed.");
        }
        Path place = target.orElse(folder.resolve("agent"));
        RecipeContext context =
                Runs.context(recipe, arguments, folder, Optional.empty(), Device.CPU, () -> false, display, out);
        AgentDemonstration.Options options = new AgentDemonstration.Options(episodes, seed, place);
        Summary summary = new AgentDemonstration(config, context, options).run();
        summary.write(place);
        summary.print(out);
        out.println("Written to " + place + "; see " + place.resolve(Report.FILE));
        return 0;
    }
}
