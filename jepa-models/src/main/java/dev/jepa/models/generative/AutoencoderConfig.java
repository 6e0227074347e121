package dev.jepa.models.generative;

import dev.jepa.core.encoder.VisionTransformerConfig;
import dev.jepa.core.errors.Bounds;

/** An {@link Autoencoder}: its networks, and what it must undo. */
public sealed interface AutoencoderConfig {
    /** The encoder, without a class token. */
    VisionTransformerConfig encoder();

    /** The decoder. */
    DecoderConfig decoder();

    /** The same with another encoder. */
    AutoencoderConfig with(VisionTransformerConfig other);

    /**
     * A {@link MaskedAutoencoder}.
     *
     * @param maskRatio share of the patches that the encoder does not see, in (0, 1); the paper's is 0.75
     * @param normalizedPixels whether each patch's pixels are predicted in units of the patch: minus its mean, over its standard
     *     deviation
     */
    record Masked(VisionTransformerConfig encoder, DecoderConfig decoder, double maskRatio, boolean normalizedPixels)
            implements AutoencoderConfig {
        public Masked {
            requireNoClassToken(encoder);
            new RandomMasks(maskRatio, encoder.patches());
            if (normalizedPixels && encoder.patch() * encoder.patch() * encoder.channels() < 2) {
                throw new IllegalArgumentException(
                        "A patch of one number has no standard deviation.\nMaybe normalizedPixels = false.");
            }
        }

        /** Three quarters of the patches masked, pixels normalised. */
        public static Masked of(VisionTransformerConfig encoder, DecoderConfig decoder) {
            return new Masked(encoder, decoder, 0.75, true);
        }

        @Override
        public Masked with(VisionTransformerConfig other) {
            return new Masked(other, decoder, maskRatio, normalizedPixels);
        }
    }

    /**
     * A {@link DenoisingAutoencoder}.
     *
     * @param noise standard deviation of the Gaussian noise on every number of an image, in units of the normalised image
     * @param pixelDropout probability that a pixel, all its channels, is set to 0, the channels' mean
     */
    record Denoising(VisionTransformerConfig encoder, DecoderConfig decoder, double noise, double pixelDropout)
            implements AutoencoderConfig {
        public Denoising {
            requireNoClassToken(encoder);
            Bounds.maybe("a noise of 0.5 and a pixelDropout of 0.25, for without both there is nothing to undo")
                    .notNegative("noise", noise)
                    .shareBelowOne("pixelDropout", pixelDropout)
                    .that(noise > 0 || pixelDropout > 0, "noise", "be > 0 if pixelDropout is 0", noise);
        }

        @Override
        public Denoising with(VisionTransformerConfig other) {
            return new Denoising(other, decoder, noise, pixelDropout);
        }
    }

    private static void requireNoClassToken(VisionTransformerConfig encoder) {
        if (encoder.classToken()) {
            throw new IllegalArgumentException(
                    "An autoencoder's encoder has no class token, but encoder.classToken was true.");
        }
    }
}
