package dev.jepa.examples.recipe;

import dev.jepa.core.data.MissingDataException;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.train.DataOrigin;
import dev.jepa.core.train.Provenance;
import dev.jepa.core.train.RunFolder;
import dev.jepa.examples.progress.Display;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * What the command line says about one run, apart from the configuration.
 *
 * @param recipe the recipe's name
 * @param command the command line, word by word
 * @param folder where the run is written to; {@link #openRun} makes it a run folder
 * @param data the folder given by {@code --data}, or the one that a run remembers; empty for the default, see {@link #dataFolder}
 * @param device where to compute
 * @param seed the seed that every random stream of the run is derived from
 * @param steps the cap given by {@code --steps}
 * @param resume whether to go on from the newest checkpoint in the folder
 * @param strict whether an unreadable data file is fatal rather than skipped with a warning
 * @param stopRequested whether the user has asked the run to stop; asked once a step
 * @param display where the user sees what happens
 * @param out where results are written to
 * @param otherData whether a run may go on with other data than it was trained on
 */
public record RecipeContext(
        String recipe,
        List<String> command,
        Path folder,
        Optional<Path> data,
        Device device,
        long seed,
        OptionalLong steps,
        boolean resume,
        boolean strict,
        BooleanSupplier stopRequested,
        Display display,
        PrintWriter out,
        boolean otherData) {
    /** As much of a fingerprint as tells two apart at a glance. */
    private static final int SHOWN = 12;

    /** What leaves a run with its own data. */
    public RecipeContext(
            String recipe,
            List<String> command,
            Path folder,
            Optional<Path> data,
            Device device,
            long seed,
            OptionalLong steps,
            boolean resume,
            boolean strict,
            BooleanSupplier stopRequested,
            Display display,
            PrintWriter out) {
        this(recipe, command, folder, data, device, seed, steps, resume, strict, stopRequested, display, out, false);
    }

    /**
     * Starts the run folder, or opens it to go on. Called once, when the data has been opened: what is wrong before that leaves
     * no folder behind.
     *
     * @param origin the data
     * @throws UsageException if the folder holds something else, or a run that was trained on other data
     */
    public RunFolder openRun(Record config, DataOrigin origin) {
        Provenance provenance = Provenance.collect(recipe, command, seed, device.toString(), origin);
        try {
            return resume ? resumed(provenance) : RunFolder.create(folder, config, provenance);
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    e,
                    resume
                            ? "Maybe wait for the other process to end, or choose another run."
                            : "Maybe continue a run with --resume " + folder
                                    + ", or choose another folder with --out.");
        }
    }

    private RunFolder resumed(Provenance provenance) {
        Optional<DataOrigin> before = RunFolder.open(folder).data();
        if (before.isEmpty()) {
            out.println(folder + " does not record its data, so this is not compared.");
        } else if (!otherData && !provenance.data().hasContentOf(before.get())) {
            throw new UsageException(folder + " was trained on " + described(before.get()) + ", but here is "
                    + described(provenance.data()) + ".\nMaybe name the folder of its own data with --data;"
                    + " 'jepa train' goes on with other data only if told --other-data.");
        }
        return RunFolder.resume(folder, provenance);
    }

    private static String described(DataOrigin data) {
        String content = data.content();
        return data.name() + data.folder().map(path -> " of " + path).orElse("") + " ("
                + content.substring(0, Math.min(SHOWN, content.length())) + ")";
    }

    /**
     * Opens a data set in its folder.
     *
     * @throws UsageException if it is not there
     */
    public <T> T openData(String dataSet, Function<Path, T> opener) {
        try {
            return opener.apply(dataFolder(dataSet));
        } catch (MissingDataException e) {
            throw new UsageException(e, DataFolders.advice(dataSet));
        }
    }

    /** The data set's folder: what {@code --data} says, else {@link DataFolders#of}. */
    public Path dataFolder(String dataSet) {
        return data.orElseGet(() -> DataFolders.of(dataSet));
    }

    /** The smaller of the recipe's number of steps and the cap; a cap that changes nothing is told. */
    public long steps(long configured) {
        if (steps.isPresent() && steps.getAsLong() > configured) {
            display.say("This configuration ends after " + configured + " steps, and --steps " + steps.getAsLong()
                    + " only shortens a run.\nMaybe --set another number of steps or epochs.");
        }
        return steps.isPresent() ? Math.min(configured, steps.getAsLong()) : configured;
    }

    /**
     * Ends what follows the last step, such as an evaluation, when the user has asked the run to stop.
     *
     * @param step of the newest checkpoint
     * @throws StoppedException if so
     */
    public void stopIfRequested(long step) {
        if (stopRequested.getAsBoolean()) {
            throw new StoppedException(step);
        }
    }
}
