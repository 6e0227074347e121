package dev.jepa.examples.command;

import dev.jepa.examples.bench.StepBenchmark;
import dev.jepa.examples.doublependulum.DoublePendulumRecipe;
import dev.jepa.examples.generative.GenerativeRecipes;
import dev.jepa.examples.ijepa.IJepaBenchmark;
import dev.jepa.examples.ijepa.IJepaRecipes;
import dev.jepa.examples.jea.JeaRecipes;
import dev.jepa.examples.jea.VicRegBenchmark;
import dev.jepa.examples.progress.Display;
import dev.jepa.examples.recipe.Recipe;
import dev.jepa.examples.recipe.Recipes;
import dev.jepa.examples.tworooms.TwoRoomsRecipes;
import dev.jepa.examples.worlds.WorldRecipes;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** The {@code jepa} command line: parses, runs one subcommand, and turns its outcome into an exit code. */
@Command(
        name = "jepa",
        description = "Trains, judges and inspects joint-embedding predictive architectures on the JVM.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT)
public final class Jepa {
    /** The recipes that come with the library. */
    static final Recipes RECIPES = new Recipes(recipes());

    /** What {@code jepa bench} measures, the one whose start-up counts first. */
    static final List<StepBenchmark> STEPS = List.of(new IJepaBenchmark(), new VicRegBenchmark());

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the stack trace of a failure.")
    private boolean debug;

    private Jepa() {}

    private static List<Recipe<?>> recipes() {
        List<Recipe<?>> all = new ArrayList<>(IJepaRecipes.all());
        all.addAll(JeaRecipes.all());
        all.addAll(GenerativeRecipes.all());
        all.add(TwoRoomsRecipes.randomWalls());
        all.add(TwoRoomsRecipes.fixedWall());
        all.addAll(WorldRecipes.all());
        all.add(new DoublePendulumRecipe());
        return all;
    }

    /** Runs the command and ends the process: 0 for success, 1 for a failure, 2 for wrong use, 130 after Ctrl-C. */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
        PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
        System.exit(run(RECIPES, out, err, arguments));
    }

    /** Runs the command with these recipes and returns the exit code. */
    static int run(Recipes recipes, PrintWriter out, PrintWriter err, String... arguments) {
        Jepa jepa = new Jepa();
        Display display = Display.on(err);
        CommandLine commandLine = new CommandLine(jepa)
                .addSubcommand(
                        new DemoCommand(display, out, words -> run(recipes, out, err, words.toArray(String[]::new))))
                .addSubcommand(new TrainCommand(recipes, display, out, List.of(arguments)))
                .addSubcommand(new RecipesCommand(recipes, out))
                .addSubcommand(new ProbeCommand(recipes, display, out, List.of(arguments)))
                .addSubcommand(new CompareCommand(display, out, List.of(arguments)))
                .addSubcommand(new PlanCommand(recipes, display, out, List.of(arguments)))
                .addSubcommand(new AgentCommand(recipes, display, out, List.of(arguments)))
                .addSubcommand(new ExportCommand(recipes, out))
                .addSubcommand(DataCommand.of(display, out))
                .addSubcommand(new InspectCommand(out))
                .addSubcommand(new EnergyCommand(display, out))
                .addSubcommand(new LossesCommand(out))
                .addSubcommand(new IcaCommand(display, out))
                .addSubcommand(new BenchCommand(STEPS, display, out))
                .addSubcommand(new DoctorCommand(out))
                .addSubcommand(new CompletionCommand(out))
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Path.class, Jepa::path);
        commandLine.setExecutionStrategy(Stops.strategy(display));
        commandLine.setParameterExceptionHandler((e, ignored) -> Failures.wrongUse(e));
        commandLine.setExecutionExceptionHandler((e, command, ignored) -> Failures.failure(e, command, jepa.debug));
        if (arguments.length == 0) {
            commandLine.usage(err);
            return Failures.WRONG_USE;
        }
        try {
            return commandLine.execute(arguments);
        } catch (LinkageError | OutOfMemoryError e) { // picocli's handler above gets exceptions only
            return Failures.failure(e, commandLine, jepa.debug);
        } finally {
            out.flush();
            err.flush();
        }
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("'" + text + "' is no path in this locale's encoding, "
                    + System.getProperty("sun.jnu.encoding") + "; with LC_ALL=C.UTF-8 it is one.");
        }
    }
}
