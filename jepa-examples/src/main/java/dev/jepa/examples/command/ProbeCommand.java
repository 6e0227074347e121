package dev.jepa.examples.command;

import dev.jepa.core.config.Configs;
import dev.jepa.core.train.RunFolder;
import dev.jepa.core.train.StopSignal;
import dev.jepa.examples.downstream.DenseProbe;
import dev.jepa.examples.downstream.EncoderRun;
import dev.jepa.examples.downstream.FineTuning;
import dev.jepa.examples.downstream.SecondData;
import dev.jepa.examples.downstream.Transfer;
import dev.jepa.examples.images.ImageRecipe;
import dev.jepa.examples.images.ImageRun;
import dev.jepa.examples.images.ImageTask;
import dev.jepa.examples.progress.Display;
import dev.jepa.examples.recipe.ProbedRecipe;
import dev.jepa.examples.recipe.Recipe;
import dev.jepa.examples.recipe.RecipeContext;
import dev.jepa.examples.recipe.Recipes;
import dev.jepa.examples.recipe.StoppedException;
import dev.jepa.examples.recipe.UsageException;
import dev.jepa.examples.report.Summary;
import dev.jepa.models.finetune.FineTuneConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code jepa probe --run DIR}: judges the encoder of a run again: with frozen weights on its own images or on a second data set,
 * or trained further on labels.
 */
@Command(
        name = "probe",
        description =
                "Probes the frozen encoder of a run; with --transfer on a second data set, with --finetune trained"
                        + " further on labels.")
final class ProbeCommand implements Callable<Integer> {
    private static final double EPOCHS = 20;

    private final Recipes recipes;
    private final Display display;
    private final PrintWriter out;
    private final List<String> arguments;

    @Option(names = "--run", paramLabel = "DIR", required = true, description = "The run folder.")
    private Path folder = Path.of("");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Where the data set is (by default where the run had it); with --transfer the second one (by default"
                            + " $JEPA_DATA/NAME, or data/NAME).")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Folder for summary.json and report.html (by default in the run folder: probe/, transfer-NAME/,"
                            + " finetune-LABELS/ …).")
    private Optional<Path> target = Optional.empty();

    @Option(
            names = "--device",
            paramLabel = "D",
            defaultValue = "auto",
            description = "auto, cpu, gpu0, gpu1 … (${DEFAULT-VALUE}).")
    private String device = "";

    @Option(
            names = "--transfer",
            paramLabel = "NAME",
            description =
                    "Judge on a second data set: cifar10, cifar100, fashion-mnist, mnist, images (class folders).")
    private Optional<String> transfer = Optional.empty();

    @Option(
            names = "--finetune",
            description = "Train the encoder and a linear head end to end, and the same network from scratch; called"
                    + " again, it goes on.")
    private boolean finetune;

    @Option(
            names = "--dense",
            description =
                    "Read properties of single patches off their features, and classes where NAME_mask.png lie beside"
                            + " the images.")
    private boolean dense;

    @Option(
            names = "--labels",
            paramLabel = "SHARE",
            defaultValue = "all",
            description = "Labels for --finetune: all, 10%%, 1%% … (${DEFAULT-VALUE}).")
    private String labels = "";

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Epochs of --finetune (20 with all labels, 20 / sqrt(share) with fewer).")
    private Optional<Double> epochs = Optional.empty();

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Another setting of --finetune: layerDecay=0.65.")
    private List<String> assignments = new ArrayList<>();

    ProbeCommand(Recipes recipes, Display display, PrintWriter out, List<String> arguments) {
        this.recipes = recipes;
        this.display = display;
        this.out = out;
        this.arguments = arguments;
    }

    @Override
    public Integer call() {
        RunFolder run = Runs.open(folder);
        Recipe<?> recipe = recipes.find(run.recipe());
        checkOptions();
        RunData.requireThere(data);
        try (StopSignal stop = Stops.saving(display, this::whenStopped)) {
            return run(recipe, run, stop);
        }
    }

    private int run(Recipe<?> recipe, RunFolder run, StopSignal stop) {
        try {
            Summary summary = summary(recipe, run, stop);
            summary.write(target());
            summary.print(out);
            return 0;
        } catch (StoppedException e) {
            display.say(whenStopped());
            return Failures.INTERRUPTED;
        }
    }

    private String whenStopped() {
        return finetune
                ? "Stopped; what was trained is saved in " + target() + ".\nGo on with the same command."
                : "Stopped; nothing is written.";
    }

    private void checkOptions() {
        if (!finetune && (epochs.isPresent() || !assignments.isEmpty() || !labels.equals("all"))) {
            throw new UsageException("--epochs, --labels and --set go with --finetune only.\nMaybe add --finetune.");
        }
        if (finetune && dense) {
            throw new UsageException("--finetune and --dense are two tasks.\nMaybe call jepa probe twice.");
        }
        if (FineTuning.share(labels).isEmpty()) {
            throw new UsageException("--labels must be all, or a share such as 10% or 0.1, but was " + labels + ".");
        }
    }

    /** Where results go. */
    private Path target() {
        String task = finetune
                ? "finetune-" + labels.replace("%", "pc")
                : dense ? "dense" : transfer.isPresent() ? "transfer" : "probe";
        return target.orElse(
                folder.resolve(task + transfer.map(set -> "-" + set).orElse("")));
    }

    private Summary summary(Recipe<?> recipe, RunFolder run, StopSignal stop) {
        if (finetune || dense || transfer.isPresent()) {
            if (recipe instanceof ImageRecipe<?> images) {
                return downstream(images, run, stop);
            }
            throw new UsageException("Runs of " + recipe.name() + " have no encoder of single images, so --finetune,"
                    + " --dense and --transfer do not apply.\nMaybe use jepa probe --run " + folder + " alone.");
        }
        if (recipe instanceof ProbedRecipe<?> probed) {
            return probe(probed, run, stop);
        }
        throw new UsageException("Runs of " + recipe.name() + " have no probe.");
    }

    private <C extends Record> Summary probe(ProbedRecipe<C> recipe, RunFolder run, StopSignal stop) {
        return recipe.probe(Runs.config(run, recipe), context(recipe, stop));
    }

    private <C extends Record & ImageRun<C>> Summary downstream(ImageRecipe<C> recipe, RunFolder run, StopSignal stop) {
        EncoderRun<C> encoders = new EncoderRun<>(recipe, Runs.config(run, recipe), context(recipe, stop));
        if (finetune) {
            return new FineTuning(task(encoders), share(), fineTuneConfig(), encoders.context(), target())
                    .run(encoders);
        }
        return dense
                ? new DenseProbe(encoders, task(encoders), target()).run()
                : Transfer.run(encoders, transfer.orElseThrow(), target());
    }

    private ImageTask task(EncoderRun<?> run) {
        if (transfer.isEmpty()) {
            return run.images();
        }
        return finetune
                ? SecondData.labelled(transfer.get(), run.config(), run.context())
                : SecondData.open(transfer.get(), run.config(), run.context());
    }

    private double share() {
        return FineTuning.share(labels).orElseThrow();
    }

    private FineTuneConfig fineTuneConfig() {
        double length = epochs.orElse((double) Math.round(EPOCHS / Math.sqrt(share())));
        try {
            return Configs.override(FineTuneConfig.small(length), assignments);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e);
        }
    }

    private RecipeContext context(Recipe<?> recipe, StopSignal stop) {
        Optional<Path> images =
                transfer.isPresent() ? data : RunData.of(Runs.open(folder), recipe, data, recipes.all());
        return Runs.context(recipe, arguments, folder, images, Devices.parse(device), stop, display, out);
    }
}
