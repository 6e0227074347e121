package dev.jepa.examples.downstream;

import dev.jepa.core.nn.Init;
import dev.jepa.examples.images.ImageTask;
import dev.jepa.examples.recipe.ProbedRecipe;
import dev.jepa.examples.recipe.RecipeContext;

/**
 * A recipe on images whose encoder can be taken out of its run and put to other uses.
 *
 * @param <C> the record that holds every hyper-parameter
 */
public interface EncoderRecipe<C extends Record> extends ProbedRecipe<C> {
    /** The images that runs are trained on and judged by. */
    ImageTask images(C config, RecipeContext context);

    /**
     * The encoder as a run starts with it.
     *
     * @param init the run's
     */
    ImageEncoder encoder(C config, Init init);

    /** Overwrites an encoder with that of the newest whole checkpoint of the context's run; returns its step. */
    long load(ImageEncoder encoder, C config, RecipeContext context);
}
