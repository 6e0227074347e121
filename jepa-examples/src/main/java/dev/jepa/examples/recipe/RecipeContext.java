package dev.jepa.examples.recipe;

import dev.jepa.core.tensor.Device;
import dev.jepa.core.train.Provenance;
import dev.jepa.core.train.RunFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/**
 * What the command line says about one run, apart from the configuration.
 *
 * @param recipe the recipe's name
 * @param command the command line, word by word
 * @param folder where the run is written to; {@link #openRun} makes it a run folder
 * @param data the folder given by {@code --data}; empty for the default, see {@link #dataFolder}
 * @param device where to compute
 * @param seed the seed that every random stream of the run is derived from
 * @param steps the cap given by {@code --steps}
 * @param resume whether to go on from the newest checkpoint in the folder
 * @param strict whether an unreadable data file is fatal rather than skipped with a warning
 * @param stopRequested whether the user has asked the run to stop; asked once a step
 * @param out where to write what the user should read
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
        PrintWriter out) {
    /**
     * Starts the run folder, or opens it to go on. Called once, when the data has been opened: what is wrong before that leaves
     * no folder behind.
     *
     * @param dataSet the data set and what identifies its content
     */
    public RunFolder openRun(Record config, String dataSet) {
        Provenance provenance = Provenance.collect(recipe, command, seed, device.toString(), dataSet);
        try {
            return resume ? RunFolder.resume(folder, provenance) : RunFolder.create(folder, config, provenance);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e);
        }
    }

    /** The data set's folder: what {@code --data} says, else {@link DataFolders#of}. */
    public Path dataFolder(String dataSet) {
        return data.orElseGet(() -> DataFolders.of(dataSet));
    }

    /** The smaller of the recipe's number of steps and the cap. */
    public long steps(long configured) {
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
