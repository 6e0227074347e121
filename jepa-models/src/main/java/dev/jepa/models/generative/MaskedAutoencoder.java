package dev.jepa.models.generative;

import dev.jepa.core.encoder.VisionTransformer;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Losses;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.models.ijepa.Masks;

/**
 * MAE: encodes a random quarter of an image's patches and predicts the pixels of the others (arXiv 2111.06377).
 *
 * <p>The loss is the mean of (prediction - pixel)^2 over masked patches, where pixels may be in units of their patch:
 * (pixel - mean) / sqrt(variance + 1e-6), variance with divisor n - 1 as in the authors' code.
 *
 * <p>Differs from the authors' code: no class token; initial weights as {@link VisionTransformer} has them, not Xavier's.
 *
 * <p>Legend: B batch, K visible patches, T masked patches, N all patches, D encoder width, p side of a patch, C channels.
 */
public final class MaskedAutoencoder implements Autoencoder {
    private static final double EPSILON = 1e-6;

    private final AutoencoderConfig.Masked config;
    private final RandomMasks masks;
    private final VisionTransformer encoder;
    private final PixelDecoder decoder;

    public MaskedAutoencoder(AutoencoderConfig.Masked config, Init init) {
        this.config = config;
        masks = new RandomMasks(config.maskRatio(), config.encoder().patches());
        encoder = new VisionTransformer(config.encoder(), init.at("encoder"));
        decoder = new PixelDecoder(config.encoder(), config.decoder(), true, init.at("decoder"));
    }

    @Override
    public Tensor loss(Tensor images, Rng rng, Mode mode) {
        return loss(images, masks.sample(rng, (int) images.size(0)), mode);
    }

    /**
     * The loss with given masks.
     *
     * @param drawn whose context is visible and whose first target block is predicted
     */
    public Tensor loss(Tensor images, Masks drawn, Mode mode) {
        drawn.requireFit(images.size(0), config.encoder().patches());
        Tensor masked = drawn.targetIndices(images.device()).get(0); // [B, T]
        Tensor target = target(PatchPixels.of(images, config.encoder().patch())).gatherTokens(masked); // [B, T, p p C]
        return Losses.mse(predict(images, drawn, mode), target);
    }

    /** The predictions for the masked patches, in the units of the loss: [B, T, p p C]. */
    public Tensor predict(Tensor images, Masks drawn, Mode mode) {
        drawn.requireFit(images.size(0), config.encoder().patches());
        Tensor visible = drawn.contextIndices(images.device()); // [B, K]
        Tensor masked = drawn.targetIndices(images.device()).get(0); // [B, T]
        Tensor latent = encoder.encode(images, visible, mode.at("encoder")); // [B, K, D]
        return decoder.forward(latent, visible, masked, mode.at("decoder")); // [B, T, p p C]
    }

    private Tensor target(Tensor patches) {
        return config.normalizedPixels() ? patches.sub(patches.meanKeep(2)).div(scale(patches)) : patches;
    }

    private static Tensor scale(Tensor patches) {
        return patches.varKeep(1, 2).add(EPSILON).sqrt(); // [B, N, 1]
    }

    /** Pixels predicted in units of their patch are drawn with the true patch's mean and standard deviation. */
    @Override
    public Reconstruction reconstruct(Tensor images, Rng rng) {
        Masks drawn = masks.sample(rng, (int) images.size(0));
        Tensor masked = drawn.targetIndices(images.device()).get(0); // [B, T]
        Tensor patches = PatchPixels.of(images, config.encoder().patch()); // [B, N, p p C]
        Tensor predicted = predict(images, drawn, Mode.EVAL);
        if (config.normalizedPixels()) {
            predicted = predicted
                    .mul(scale(patches).gatherTokens(masked))
                    .add(patches.meanKeep(2).gatherTokens(masked));
        }
        Tensor index = masked.unsqueeze(2).expand(-1, -1, patches.size(2)); // [B, T, p p C]
        return new Reconstruction(
                images(patches.scatter(1, index, predicted.mul(0.0))), images(patches.scatter(1, index, predicted)));
    }

    private Tensor images(Tensor patches) {
        return PatchPixels.images(
                patches, config.encoder().patch(), config.encoder().channels());
    }

    @Override
    public VisionTransformer encoder() {
        return encoder;
    }

    @Override
    public PixelDecoder decoder() {
        return decoder;
    }
}
