package dev.jepa.models.probe;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Tensor;

/** The baseline that has learnt nothing: the pixels themselves as features. */
public final class PixelFeatures {
    private PixelFeatures() {}

    /**
     * Every channel of every pixel as one feature; bytes are divided by 255.
     *
     * @param images uint8 or floating [B, C, H, W], or any other shape with the examples first
     * @return float32 [B, C H W]
     */
    public static Tensor flatten(Tensor images) {
        if (images.shape().rank() < 2) {
            throw new IllegalArgumentException("images must be [B, C, H, W] but were " + images.shape()
                    + ".\nMaybe the axis of the examples is missing: image.unsqueeze(0).");
        }
        Tensor flat = images.flatten(1, -1).to(DType.FLOAT32);
        return images.dtype() == DType.UINT8 ? flat.div(255.0) : flat;
    }
}
