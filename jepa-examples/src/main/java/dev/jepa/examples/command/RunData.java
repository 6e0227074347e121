package dev.jepa.examples.command;

import dev.jepa.core.train.DataOrigin;
import dev.jepa.core.train.RunFolder;
import dev.jepa.examples.recipe.Recipe;
import dev.jepa.examples.recipe.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which folder of data a command works on: what {@code --data} says, or what a run remembers. */
final class RunData {
    private RunData() {}

    /**
     * The folder given, which must be there.
     *
     * @param known the recipes to name to those who give data to one that takes none
     */
    static Optional<Path> given(Optional<Path> data, Recipe<?> recipe, List<Recipe<?>> known) {
        if (data.isEmpty()) {
            return data;
        }
        if (recipe.dataSet().isEmpty()) {
            throw new UsageException("The recipe " + recipe.name() + " makes its own data, so --data " + data.get()
                    + " does not go with it.\n" + advice(known));
        }
        requireThere(data);
        return data;
    }

    private static String advice(List<Recipe<?>> known) {
        String takers = known.stream()
                .filter(recipe -> recipe.dataSet().isPresent())
                .map(Recipe::name)
                .collect(Collectors.joining(", "));
        return takers.isEmpty() ? "Maybe leave --data out." : "Maybe leave it out; --data goes with " + takers + ".";
    }

    /** Where {@code --data} points to must be there. */
    static void requireThere(Optional<Path> data) {
        if (data.isPresent() && !Files.exists(data.get())) {
            throw new UsageException(
                    "--data " + data.get() + " does not exist.\nMaybe the path is mistyped, or relative"
                            + " to another folder; 'jepa data NAME --out DIR' brings a data set.");
        }
    }

    /** The folder given, else the one that the run was last trained on. */
    static Optional<Path> of(RunFolder run, Recipe<?> recipe, Optional<Path> data, List<Recipe<?>> known) {
        Optional<Path> given = given(data, recipe, known);
        return given.isPresent() || recipe.dataSet().isEmpty() ? given : remembered(run);
    }

    private static Optional<Path> remembered(RunFolder run) {
        Optional<Path> folder = run.data().flatMap(DataOrigin::folder);
        if (folder.isPresent() && !Files.exists(folder.get())) {
            throw new UsageException(run.path() + " was trained on the data in " + folder.get()
                    + ", which is no longer there.\nMaybe it has moved: name its new folder with --data.");
        }
        return folder;
    }
}
