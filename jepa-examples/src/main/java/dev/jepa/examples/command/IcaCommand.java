package dev.jepa.examples.command;

import dev.jepa.core.tensor.Rng;
import dev.jepa.examples.ica.IcaStudy;
import dev.jepa.examples.ica.ImageSignals;
import dev.jepa.examples.ica.MadeSignals;
import dev.jepa.examples.ica.Separation;
import dev.jepa.examples.ica.Signals;
import dev.jepa.examples.progress.Display;
import dev.jepa.examples.recipe.UsageException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jepa ica}: separates mixed signals, by FastICA and by the variance-covariance criterion. */
@Command(
        name = "ica",
        description = "Mixes signals and separates them again, by FastICA and by the variance-covariance criterion"
                + " (arXiv 2209.14905); tables of Amari distances.")
final class IcaCommand implements Callable<Integer>, EndsAtOnce {
    private final Display display;
    private final PrintWriter out;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "A folder of images to mix, beside the signals that are made up.")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "runs/ica",
            description = "Folder for summary.json and report.html (${DEFAULT-VALUE}).")
    private Path folder = Path.of("");

    @Option(
            names = "--sources",
            paramLabel = "N",
            defaultValue = "4",
            description = "Signals mixed (${DEFAULT-VALUE}).")
    private int sources;

    @Option(
            names = "--mixtures",
            paramLabel = "N",
            defaultValue = "5",
            description = "Mixtures of each kind, with other sources, matrix and start each (${DEFAULT-VALUE}).")
    private int mixtures;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Samples of a signal that is made up (${DEFAULT-VALUE}).")
    private int samples;

    @Option(
            names = "--side",
            paramLabel = "N",
            defaultValue = "128",
            description = "Images are cut to N x N pixels, a sample each (${DEFAULT-VALUE}).")
    private int side;

    @Option(
            names = "--width",
            paramLabel = "N",
            defaultValue = "32",
            description = "Outputs of the random projector for each component (${DEFAULT-VALUE}).")
    private int width;

    @Option(
            names = "--starts",
            paramLabel = "N",
            defaultValue = "8",
            description = "Rotations that a variance-covariance search starts from (${DEFAULT-VALUE}).")
    private int starts;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "100",
            description = "Steps from each start, and of the refinement of the best (${DEFAULT-VALUE}).")
    private int steps;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "0", description = "Random seed (${DEFAULT-VALUE}).")
    private long seed;

    IcaCommand(Display display, PrintWriter out) {
        this.display = display;
        this.out = out;
    }

    @Override
    public Integer call() {
        requireAtLeast("--sources", sources, 2);
        requireAtLeast("--mixtures", mixtures, 1);
        requireAtLeast("--samples", samples, sources + 1);
        requireAtLeast("--side", side, (int) Math.ceil(Math.sqrt(sources + 1.0)));
        requireAtLeast("--width", width, 1);
        requireAtLeast("--starts", starts, 1);
        requireAtLeast("--steps", steps, 1);
        IcaStudy.Outcome outcome = new IcaStudy(
                        signals(),
                        sources,
                        mixtures,
                        new Separation.Setting(width, starts, steps),
                        Rng.of(seed),
                        display,
                        out)
                .run();
        outcome.summary().put("seed", seed);
        outcome.report().write(folder);
        outcome.summary().write(folder);
        outcome.summary().print(out);
        return 0;
    }

    private List<Signals> signals() {
        List<Signals> signals = new ArrayList<>(List.of(new MadeSignals(samples)));
        data.ifPresent(images -> {
            signals.add(ImageSignals.pixels(images, side));
            signals.add(ImageSignals.edges(images, side));
        });
        return signals;
    }

    private static void requireAtLeast(String option, int value, int least) {
        if (value < least) {
            throw new UsageException(option + " must be >= " + least + " but was " + value + ".");
        }
    }
}
