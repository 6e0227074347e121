package dev.jepa.models.generative;

import dev.jepa.core.encoder.VisionTransformer;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Losses;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;

/**
 * Encodes an image with noise and missing pixels and predicts the clean one (Vincent, Larochelle, Bengio, Manzagol, ICML 2008).
 *
 * <p>The loss is the mean of (prediction - clean pixel)^2 over all pixels.
 *
 * <p>Differs from the paper: a vision transformer in place of perceptrons that are stacked one after the other, and squared
 * error in place of cross-entropy, since normalised pixels are no probabilities. The paper drops numbers, this whole pixels.
 *
 * <p>Legend: B batch, C channels, N patches, D encoder width, p side of a patch.
 */
public final class DenoisingAutoencoder implements Autoencoder {
    private final AutoencoderConfig.Denoising config;
    private final VisionTransformer encoder;
    private final PixelDecoder decoder;

    public DenoisingAutoencoder(AutoencoderConfig.Denoising config, Init init) {
        this.config = config;
        encoder = new VisionTransformer(config.encoder(), init.at("encoder"));
        decoder = new PixelDecoder(config.encoder(), config.decoder(), false, init.at("decoder"));
    }

    @Override
    public Tensor loss(Tensor images, Rng rng, Mode mode) {
        Tensor clean = PatchPixels.of(images, config.encoder().patch()); // [B, N, p p C]
        return Losses.mse(predict(corrupt(images, rng), mode), clean);
    }

    /** Images [B, C, H, W] with noise, then without the dropped pixels. */
    public Tensor corrupt(Tensor images, Rng rng) {
        Tensor noisy = images;
        if (config.noise() > 0) {
            Tensor noise = Tensors.normal(rng.at("noise"), images.shape().toArray());
            noisy = images.add(noise.to(images.dtype()).to(images.device()).mul(config.noise()));
        }
        if (config.pixelDropout() > 0) {
            Tensor kept = Tensors.bernoulli(
                    rng.at("dropout"), 1 - config.pixelDropout(), images.size(0), 1, images.size(2), images.size(3));
            noisy = noisy.mul(kept.to(images.dtype()).to(images.device()));
        }
        return noisy;
    }

    private Tensor predict(Tensor corrupted, Mode mode) {
        Tensor latent = encoder.encode(corrupted, mode.at("encoder")); // [B, N, D]
        return decoder.forward(latent, mode.at("decoder")); // [B, N, p p C]
    }

    @Override
    public Reconstruction reconstruct(Tensor images, Rng rng) {
        Tensor corrupted = corrupt(images, rng);
        Tensor restored = PatchPixels.images(
                predict(corrupted, Mode.EVAL),
                config.encoder().patch(),
                config.encoder().channels());
        return new Reconstruction(corrupted, restored);
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
