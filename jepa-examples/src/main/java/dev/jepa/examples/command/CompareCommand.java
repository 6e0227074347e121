package dev.jepa.examples.command;

import dev.jepa.core.config.Configs;
import dev.jepa.core.errors.Nearest;
import dev.jepa.core.train.NonFiniteException;
import dev.jepa.core.train.StopSignal;
import dev.jepa.examples.compare.Comparison;
import dev.jepa.examples.compare.ComparisonRun;
import dev.jepa.examples.compare.Results;
import dev.jepa.examples.images.ImageFolders;
import dev.jepa.examples.images.ImageSource;
import dev.jepa.examples.images.ImageTasks;
import dev.jepa.examples.progress.Display;
import dev.jepa.examples.recipe.StoppedException;
import dev.jepa.examples.recipe.UsageException;
import dev.jepa.examples.report.Report;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jepa compare cifar10}: the families of self-supervised learning with everything else equal. */
@Command(
        name = "compare",
        description = "Trains generative, masking and view-based methods with one encoder and one budget of time, and"
                + " judges all by the same probes. The same command goes on after an interruption.")
final class CompareCommand implements Callable<Integer> {
    private static final List<ImageSource> DATA = List.of(ImageTasks.CIFAR10, ImageFolders.SOURCE);

    private final Display display;
    private final PrintWriter out;
    private final List<String> arguments;

    @Parameters(paramLabel = "DATA", description = "cifar10, or images: any folder of images in class folders.")
    private String name = "";

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "600",
            description = "Seconds of training steps for each method and seed (${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many seeds, from 0 (${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--methods",
            paramLabel = "NAME",
            split = ",",
            description = "Which methods: mae, denoising, ijepa, vicreg, lejepa (all).")
    private List<String> methods = List.of();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Changes one key of the configuration, such as encoder.depth or vicreg.batchSize; may be"
                    + " repeated.")
    private List<String> assignments = List.of();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where the data set is (by default $JEPA_DATA/NAME, or data/NAME).")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder to write to, or to go on in (by default runs/compare-DATA).")
    private Optional<Path> folder = Optional.empty();

    @Option(
            names = "--device",
            paramLabel = "D",
            defaultValue = "auto",
            description = "auto, cpu, gpu0, gpu1 … (${DEFAULT-VALUE}).")
    private String device = "";

    CompareCommand(Display display, PrintWriter out, List<String> arguments) {
        this.display = display;
        this.out = out;
        this.arguments = arguments;
    }

    @Override
    public Integer call() {
        ImageSource images = source(name);
        RunData.requireThere(data);
        if (seeds < 1) {
            throw new UsageException("--seeds must be >= 1 but was " + seeds + ".");
        }
        Path target = folder.orElseGet(() -> Path.of("runs", "compare-" + name));
        try (StopSignal stop = Stops.saving(display, () -> whenStopped(target))) {
            Comparison.Options options = new Comparison.Options(
                    arguments, images, data, methods, seeds, target, Devices.parse(device), stop, display, out);
            return run(new Comparison(options, config()), target);
        }
    }

    private static ImageSource source(String name) {
        List<String> names = DATA.stream().map(ImageSource::dataSet).toList();
        return DATA.stream()
                .filter(source -> source.dataSet().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new UsageException("There is no comparison on '" + name + "'." + Nearest.advice(name, names)));
    }

    private ComparisonRun config() {
        try {
            return Configs.override(ComparisonRun.cifar10(seconds), assignments);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e);
        }
    }

    private int run(Comparison comparison, Path target) {
        try {
            print(comparison.run());
            out.println("Written to " + target + "; see " + target.resolve(Report.FILE));
            return 0;
        } catch (StoppedException e) {
            print(comparison.results());
            display.say(whenStopped(target));
            return Failures.INTERRUPTED;
        } catch (NonFiniteException e) {
            print(comparison.results());
            throw e;
        }
    }

    private static String whenStopped(Path target) {
        return "Stopped; what is done is kept in " + target + ".\nGo on with the same command.";
    }

    private void print(Results results) {
        if (!results.isEmpty()) {
            out.print(results.table().text());
        }
        out.flush();
    }
}
