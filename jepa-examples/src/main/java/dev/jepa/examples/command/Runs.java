package dev.jepa.examples.command;

import dev.jepa.core.tensor.Device;
import dev.jepa.core.train.RunFolder;
import dev.jepa.examples.progress.Display;
import dev.jepa.examples.recipe.Recipe;
import dev.jepa.examples.recipe.RecipeContext;
import dev.jepa.examples.recipe.UsageException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/** Reads run folders that the command line names. */
final class Runs {
    private Runs() {}

    /** The run in a folder; a folder that holds none is wrong use. */
    static RunFolder open(Path folder) {
        try {
            return RunFolder.open(folder);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e, "Maybe give the folder that 'jepa train' named as --out.");
        }
    }

    /**
     * Requires that a run can be started in a folder, before its data are read.
     *
     * @throws UsageException if not
     */
    static void requireFree(Path folder) {
        try {
            RunFolder.requireFree(folder);
        } catch (IllegalArgumentException e) {
            String resume = RunFolder.isRun(folder) ? "continue it with --resume " + folder + ", or " : "";
            throw new UsageException(e, "Maybe " + resume + "choose another folder with --out.");
        }
    }

    /** The configuration that a run of this recipe was started with. */
    @SuppressWarnings("unchecked")
    static <C extends Record> C config(RunFolder run, Recipe<C> recipe) {
        return (C) run.config(recipe.defaults().getClass());
    }

    /** The seed that a run was started with. */
    static long seed(Path folder) {
        return open(folder).seed();
    }

    /** A finished run, looked at again: its folder, recipe and seed. */
    static RecipeContext context(
            Recipe<?> recipe,
            List<String> arguments,
            Path folder,
            Optional<Path> data,
            Device device,
            BooleanSupplier stopRequested,
            Display display,
            PrintWriter out) {
        return new RecipeContext(
                recipe.name(),
                arguments,
                folder,
                data,
                device,
                seed(folder),
                OptionalLong.empty(),
                true,
                false,
                stopRequested,
                display,
                out);
    }
}
