package dev.jepa.examples.generative;

import dev.jepa.core.encoder.VisionTransformerConfig;
import dev.jepa.core.optim.AdamConfig;
import dev.jepa.core.tensor.Precision;
import dev.jepa.core.train.CheckpointPolicy;
import dev.jepa.examples.images.CropFlip;
import dev.jepa.examples.images.ImageRecipe;
import dev.jepa.examples.images.ImageTasks;
import dev.jepa.models.generative.AutoencoderConfig;
import dev.jepa.models.generative.AutoencoderOptimization;
import dev.jepa.models.generative.DecoderConfig;
import java.util.List;
import java.util.Optional;

/**
 * The recipes of the generative baselines: the batch of {@code ijepa-cifar10}, a narrower encoder, and a decoder of the size of its
 * predictor. Untuned.
 */
public final class GenerativeRecipes {
    private static final VisionTransformerConfig ENCODER =
            VisionTransformerConfig.of(32, 8, 192, 4, 3).withRescaledInit().withStd(0.05);
    private static final DecoderConfig DECODER = new DecoderConfig(96, 2, 3);

    private GenerativeRecipes() {}

    /** Every one, in the order in which they are listed. */
    public static List<ImageRecipe<GenerativeRun>> all() {
        return List.of(masked(), denoising());
    }

    /** MAE: the paper's masks, normalised pixels and constants of AdamW. */
    public static ImageRecipe<GenerativeRun> masked() {
        return recipe("mae-cifar10", "Masked autoencoder", AutoencoderConfig.Masked.of(ENCODER, DECODER));
    }

    /** Noise of half the standard deviation of a channel, and a quarter of the pixels dropped. */
    public static ImageRecipe<GenerativeRun> denoising() {
        return recipe(
                "denoising-cifar10",
                "Denoising autoencoder",
                new AutoencoderConfig.Denoising(ENCODER, DECODER, 0.5, 0.25));
    }

    private static ImageRecipe<GenerativeRun> recipe(String name, String method, AutoencoderConfig model) {
        return new ImageRecipe<>(
                name,
                method + " on CIFAR-10: a vision transformer of 192 channels and 4 blocks, for two CPU cores; untuned",
                new GenerativeRun(
                        model,
                        new AutoencoderOptimization(20, 2, 1.5e-3, 1e-5, 0.05, new AdamConfig(0.9, 0.95, 1e-8)),
                        128,
                        new CropFlip(.5, .5),
                        Optional.empty(),
                        Precision.ofThisProcessor(),
                        CheckpointPolicy.every(500),
                        20,
                        500),
                new GenerativeMethod(),
                ImageTasks.CIFAR10);
    }
}
