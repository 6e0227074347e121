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
        if (channels < 1 || height < 1 || width < 1 || pixels.length != (double) channels * height * width) {
            throw new IllegalArgumentException(
                    "channels, height and width must be >= 1 and their product the number of bytes but they were %d, %d and %d with %d bytes."
                            .formatted(channels, height, width, pixels.length));
        }
    }

    /** A copy as a uint8 tensor [C, H, W] of the open scope. */
    public Tensor tensor() {
        return Tensors.unsigned(pixels, channels, height, width);
    }
}
