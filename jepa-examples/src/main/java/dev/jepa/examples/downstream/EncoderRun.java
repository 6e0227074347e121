package dev.jepa.examples.downstream;

import dev.jepa.core.nn.Init;
import dev.jepa.examples.images.ImageEncoder;
import dev.jepa.examples.images.ImageRecipe;
import dev.jepa.examples.images.ImageRun;
import dev.jepa.examples.images.ImageTask;
import dev.jepa.examples.recipe.RecipeContext;

/**
 * A finished run on images, whose encoder is put to other uses.
 *
 * @param config what it was trained with
 * @param context its folder, seed and device
 */
public record EncoderRun<C extends Record & ImageRun<C>>(ImageRecipe<C> recipe, C config, RecipeContext context) {
    /**
     * A trained encoder.
     *
     * @param step of the checkpoint it comes from
     */
    public record Trained(ImageEncoder encoder, long step) {}

    /** The encoder of the newest checkpoint. */
    public Trained trained() {
        ImageEncoder encoder = untrained();
        boolean loaded = false;
        try {
            long step = recipe.load(encoder, config, context);
            loaded = true;
            return new Trained(encoder, step);
        } finally {
            if (!loaded) {
                encoder.close();
            }
        }
    }

    /** The encoder that the run started with. */
    public ImageEncoder untrained() {
        return recipe.encoder(config, init());
    }

    /** The images of the run itself. */
    public ImageTask images() {
        return recipe.images(config, context);
    }

    Init init() {
        return Init.of(context.seed()).on(context.device());
    }
}
