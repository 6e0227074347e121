package dev.jepa.core.encoder;

import dev.jepa.core.tensor.Tensor;

/** What encoders of square frames ask of their input. */
final class Frames {
    private Frames() {}

    /**
     * Checks for [B, channels, side, side].
     *
     * @throws IllegalArgumentException if frames have another shape
     */
    static void require(Tensor frames, int channels, int side) {
        if (!frames.dtype().isFloating()
                || frames.shape().rank() != 4
                || frames.size(1) != channels
                || frames.size(2) != side
                || frames.size(3) != side) {
            throw new IllegalArgumentException(
                    "Frames must be floating-point [B, " + channels + ", " + side + ", " + side + "] but were "
                            + frames.dtype() + " " + frames.shape() + ".\nMaybe merge time into the batch first.");
        }
    }

    /**
     * Checks for [B, channels, H, W] with H and W of this many pixels or more.
     *
     * @throws IllegalArgumentException if images have another shape
     */
    static void requireLarge(Tensor images, int channels, int least) {
        if (!images.dtype().isFloating()
                || images.shape().rank() != 4
                || images.size(1) != channels
                || images.size(2) < least
                || images.size(3) < least) {
            throw new IllegalArgumentException(
                    "Images must be floating-point [B, " + channels + ", H, W] with H and W >= " + least + " but were "
                            + images.dtype() + " " + images.shape() + ".\nMaybe enlarge them first.");
        }
    }
}
