package dev.jepa.examples.command;

import dev.jepa.core.errors.Nearest;
import dev.jepa.examples.download.Cifar10Download;
import dev.jepa.examples.recipe.DataFolders;
import dev.jepa.examples.recipe.UsageException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jepa data NAME}: brings a data set to this machine, every file checked. */
@Command(
        name = "data",
        description = "Downloads a data set and checks it: cifar10. Or records or imports trajectories.",
        synopsisSubcommandLabel = "[trajectories | import | replay]")
final class DataCommand implements Callable<Integer> {
    private static final String CIFAR10 = "cifar10";

    private final PrintWriter out;

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "cifar10.")
    private String name = "";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder to fill (by default $JEPA_DATA/NAME, or data/NAME).")
    private Optional<Path> folder = Optional.empty();

    DataCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        if (name.isEmpty()) {
            throw new UsageException("Missing required parameter: 'NAME'.\nMaybe see jepa data --help.");
        }
        if (!name.equals(CIFAR10)) {
            throw new UsageException(
                    "There is no data set '" + name + "' to download." + Nearest.advice(name, List.of(CIFAR10)));
        }
        Path target = folder.orElseGet(() -> DataFolders.of(name));
        boolean downloaded = Cifar10Download.into(target, line -> {
            out.println(line);
            out.flush();
        });
        out.println((downloaded ? "CIFAR-10 is now in " : "CIFAR-10 was already in ") + target + ", checked.");
        return 0;
    }
}
