package dev.jepa.examples.command;

import dev.jepa.examples.progress.Display;
import dev.jepa.examples.recipe.UsageException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code jepa data}: data sets that are downloaded, recorded or imported. */
@Command(
        name = "data",
        description = "Downloads a data set and checks it, or records or imports trajectories.",
        synopsisSubcommandLabel = "COMMAND")
final class DataCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private DataCommand() {}

    /** The command with those below it. */
    static CommandLine of(Display display, PrintWriter out) {
        return new CommandLine(new DataCommand())
                .addSubcommand(new Cifar10Command(display, out))
                .addSubcommand(new TrajectoriesCommand(display, out))
                .addSubcommand(new ImportCommand(display, out))
                .addSubcommand(new ReplayCommand(out));
    }

    @Override
    public Integer call() {
        throw new UsageException("There is no command after 'jepa data'.\nMaybe one of: "
                + String.join(", ", spec.subcommands().keySet()) + ".");
    }
}
