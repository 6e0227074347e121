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
        if (frames.shape().rank() != 4
                || frames.size(1) != channels
                || frames.size(2) != side
                || frames.size(3) != side) {
            throw new IllegalArgumentException("Frames must be [B, " + channels + ", " + side + ", " + side
                    + "] but were " + frames.shape() + ".\nMaybe merge time into the batch first.");
        }
    }
}
