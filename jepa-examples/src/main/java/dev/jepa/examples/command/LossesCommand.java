package dev.jepa.examples.command;

import dev.jepa.core.io.AtomicFiles;
import dev.jepa.examples.losses.LossCurves;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jepa losses}: the pictures of docs/losses.md. */
@Command(name = "losses", description = "Draws what each loss says of embeddings between collapsed and spread.")
final class LossesCommand implements Callable<Integer>, EndsAtOnce {
    private final PrintWriter out;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "runs/losses",
            description = "Folder for one SVG for each loss (${DEFAULT-VALUE}).")
    private Path folder = Path.of("");

    LossesCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        LossCurves.draw().forEach((name, chart) -> {
            Path file = folder.resolve(name + ".svg");
            AtomicFiles.writeString(file, chart.toSvg());
            out.println(file);
        });
        return 0;
    }
}
