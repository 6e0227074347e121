package dev.jepa.models.video;

import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Tensor;

/** Enc: maps a frame to features of each of its places. */
public interface FrameEncoder {
    /**
     * The maps of a batch of frames.
     *
     * @param frames [B, C, H, W]
     * @return [B, D, H', W']; D is {@link #dim()}
     */
    Tensor encode(Tensor frames, Mode mode);

    /** D, features of a place. */
    int dim();
}
