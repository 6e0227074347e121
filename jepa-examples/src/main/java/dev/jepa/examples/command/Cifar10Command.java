package dev.jepa.examples.command;

import dev.jepa.examples.download.Cifar10Download;
import dev.jepa.examples.progress.Display;
import dev.jepa.examples.recipe.DataFolders;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jepa data cifar10}: brings CIFAR-10 to this machine, every file checked. */
@Command(name = "cifar10", description = "Downloads CIFAR-10 and checks it.")
final class Cifar10Command implements Callable<Integer>, EndsAtOnce {
    private final Display display;
    private final PrintWriter out;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder to fill (by default $JEPA_DATA/cifar10, or data/cifar10).")
    private Optional<Path> folder = Optional.empty();

    Cifar10Command(Display display, PrintWriter out) {
        this.display = display;
        this.out = out;
    }

    @Override
    public Integer call() {
        Path target = folder.orElseGet(() -> DataFolders.of("cifar10"));
        boolean downloaded = Cifar10Download.into(target, display::say);
        out.println((downloaded ? "CIFAR-10 is now in " : "CIFAR-10 was already in ") + target + ", checked.");
        return 0;
    }
}
