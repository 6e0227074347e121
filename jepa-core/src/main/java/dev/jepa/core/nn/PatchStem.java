package dev.jepa.core.nn;

import dev.jepa.core.tensor.Tensor;

/**
 * The first layers of a vision transformer: each patch becomes a token that depends on the patch's own pixels alone.
 *
 * <p>Legend: B images, C channels, N = (H / patch)(W / patch) patches row by row, K of them kept, D channels of a token.
 */
public interface PatchStem {
    /** All patches: [B, C, H, W] to [B, N, D]. */
    Tensor forward(Tensor images);

    /**
     * Some patches only, as {@code forward(images).gatherTokens(kept)} without the others' work where that saves any.
     *
     * @param kept int64 [B, K], the numbers of each image's patches
     * @return [B, K, D]
     */
    Tensor forward(Tensor images, Tensor kept);
}
