package dev.jepa.models.ijepa;

import dev.jepa.core.encoder.VisionTransformerConfig;
import dev.jepa.models.ijepa.IJepaConfig.PredictorConfig;
import dev.jepa.models.ijepa.IJepaConfig.PredictorConfig.Pass;

/**
 * The models of the paper (arXiv 2301.08243, section 4 and appendix A): predictor of 384 channels, as many heads as the
 * encoder, 12 blocks, and 6 for ViT-B (table 12 has both). Their state dicts load the authors' checkpoints.
 */
public final class IJepaPresets {
    private static final int PREDICTOR_DIM = 384;

    private IJepaPresets() {}

    /** ViT-B/16 at 224 pixels, predictor of 6 blocks. */
    public static IJepaConfig vitBase16() {
        return paper(VisionTransformerConfig.base(224, 16), 6);
    }

    /** ViT-L/16 at 224 pixels. */
    public static IJepaConfig vitLarge16() {
        return paper(VisionTransformerConfig.large(224, 16), 12);
    }

    /** ViT-H/14 at 224 pixels. */
    public static IJepaConfig vitHuge14() {
        return paper(VisionTransformerConfig.huge(224, 14), 12);
    }

    /** ViT-H/16 at 448 pixels. */
    public static IJepaConfig vitHuge16At448() {
        return paper(VisionTransformerConfig.huge(448, 16), 12);
    }

    /** ViT-G/16 at 224 pixels, predictor of 16 blocks. */
    public static IJepaConfig vitGiant16() {
        return paper(VisionTransformerConfig.giant(224, 16), 16);
    }

    private static IJepaConfig paper(VisionTransformerConfig encoder, int predictorDepth) {
        return new IJepaConfig(
                encoder,
                new PredictorConfig(PREDICTOR_DIM, predictorDepth, encoder.heads(), Pass.BLOCK),
                MaskConfig.official(),
                new IJepaConfig.TargetConfig(),
                IJepaConfig.Regularization.NONE);
    }
}
