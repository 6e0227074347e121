package dev.jepa.models.generative;

import dev.jepa.core.encoder.VisionTransformer;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;

/**
 * A model that learns by restoring images that were spoiled before it saw them.
 *
 * <p>Legend: B batch, C channels, H and W the side of the images.
 */
public sealed interface Autoencoder extends AutoCloseable permits MaskedAutoencoder, DenoisingAutoencoder {
    /** The model of a configuration. */
    static Autoencoder of(AutoencoderConfig config, Init init) {
        if (config instanceof AutoencoderConfig.Masked masked) {
            return new MaskedAutoencoder(masked, init);
        }
        return new DenoisingAutoencoder((AutoencoderConfig.Denoising) config, init);
    }

    /**
     * The mean squared error of the restored pixels, a scalar.
     *
     * @param images [B, C, H, W], normalised
     * @param rng the step's key, from which masks and noise are drawn
     */
    Tensor loss(Tensor images, Rng rng, Mode mode);

    /** What the model sees of images [B, C, H, W], and what it makes of that. */
    Reconstruction reconstruct(Tensor images, Rng rng);

    /** The encoder: what is kept after training. */
    VisionTransformer encoder();

    /** The decoder. */
    PixelDecoder decoder();

    @Override
    default void close() {
        encoder().close();
        decoder().close();
    }

    /**
     * Images before and after, in the units of the normalised image.
     *
     * @param seen what was given to the encoder, 0 where it saw nothing: [B, C, H, W]
     * @param restored what came out; patches that were seen as they were keep their pixels: [B, C, H, W]
     */
    record Reconstruction(Tensor seen, Tensor restored) {}
}
