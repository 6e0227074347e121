package dev.jepa.models.generative;

import dev.jepa.core.encoder.VisionTransformerConfig;

/**
 * The models of the MAE paper (arXiv 2111.06377, section 4) for ImageNet: three quarters masked, normalised pixels, decoder of 512
 * channels and 8 blocks, optimised by {@link AutoencoderOptimization#paper}.
 */
public final class MaePresets {
    private MaePresets() {}

    /** ViT-B/16 at 224 pixels. */
    public static AutoencoderConfig.Masked vitBase16() {
        return AutoencoderConfig.Masked.of(VisionTransformerConfig.base(224, 16), DecoderConfig.paper());
    }

    /** ViT-L/16 at 224 pixels. */
    public static AutoencoderConfig.Masked vitLarge16() {
        return AutoencoderConfig.Masked.of(VisionTransformerConfig.large(224, 16), DecoderConfig.paper());
    }

    /** ViT-H/14 at 224 pixels. */
    public static AutoencoderConfig.Masked vitHuge14() {
        return AutoencoderConfig.Masked.of(VisionTransformerConfig.huge(224, 14), DecoderConfig.paper());
    }
}
