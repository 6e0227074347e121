package dev.jepa.examples.images;

import dev.jepa.examples.recipe.RecipeContext;
import java.nio.file.Path;
import java.util.function.BiFunction;

/**
 * Where a recipe has its images from.
 *
 * @param dataSet its name, which is its default folder's
 * @param opener opens the images of a folder
 */
public record ImageSource(String dataSet, BiFunction<Path, RecipeContext, ImageTask> opener) {
    /**
     * The images of the folder that the command line names, or of the default one.
     *
     * @throws dev.jepa.examples.recipe.UsageException if there are none
     */
    public ImageTask open(RecipeContext context) {
        return context.openData(dataSet, folder -> opener.apply(folder, context));
    }
}
