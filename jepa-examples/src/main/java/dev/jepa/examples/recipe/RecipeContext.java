package dev.jepa.examples.recipe;

import dev.jepa.core.tensor.Device;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/**
 * What the command line says about one run, apart from the configuration.
 *
 * @param folder the run folder; it exists and holds {@code config.json} and {@code provenance.json}
 * @param data the folder given by {@code --data}; empty for the recipe's default, see {@link DataFolders}
 * @param device where to compute
 * @param seed the seed that every random stream of the run is derived from
 * @param steps the cap given by {@code --steps}
 * @param resume whether to go on from the newest checkpoint in the folder
 * @param strict whether an unreadable data file is fatal rather than skipped with a warning
 * @param stopRequested whether the user has asked the run to stop; asked once a step
 * @param out where to write what the user should read; progress displays write here too
 */
public record RecipeContext(
        Path folder,
        Optional<Path> data,
        Device device,
        long seed,
        OptionalLong steps,
        boolean resume,
        boolean strict,
        BooleanSupplier stopRequested,
        PrintWriter out) {
    /** The data set's folder: what {@code --data} says, else {@link DataFolders#of}. */
    public Path dataFolder(String dataSet) {
        return data.orElseGet(() -> DataFolders.of(dataSet));
    }

    /** The smaller of the recipe's number of steps and the cap. */
    public long steps(long configured) {
        return steps.isPresent() ? Math.min(configured, steps.getAsLong()) : configured;
    }
}
