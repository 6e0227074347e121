package dev.jepa.examples.downstream;

import dev.jepa.core.nn.Init;
import dev.jepa.examples.images.ImageTask;
import dev.jepa.examples.recipe.RecipeContext;

/**
 * A finished run of an {@link EncoderRecipe}.
 *
 * @param config what it was trained with
 * @param context its folder, seed and device
 */
public record EncoderRun<C extends Record>(EncoderRecipe<C> recipe, C config, RecipeContext context) {
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
