package dev.jepa.planning.env;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;

/**
 * What a camera sees: unsigned bytes [C, H, W]; the channels are the world's, not necessarily colours.
 *
 * @param pixels row by row, channel after channel
 */
@SuppressWarnings("ArrayRecordComponent") // frames are never compared
public record Frame(int channels, int height, int width, byte[] pixels) {
    public Frame {
        if (pixels.length != channels * height * width) {
            throw new IllegalArgumentException("a frame of %d x %d x %d needs %d bytes but has %d."
                    .formatted(channels, height, width, channels * height * width, pixels.length));
        }
    }

    /** A copy as a uint8 tensor [C, H, W] of the open scope. */
    public Tensor tensor() {
        return Tensors.unsigned(pixels, channels, height, width);
    }
}
