package dev.jepa.models.video;

import java.util.List;

/**
 * The networks of a video JEPA.
 *
 * @param channels C, of a frame
 * @param encoderWidth channels of the encoder's first layers
 * @param dim D, features of a place in a map
 * @param contextLength K, maps that a prediction looks back at
 * @param predictorWidth channels of the predictor at full size
 * @param projector sizes of the projector's layers behind D; the last is P
 */
public record VideoJepaConfig(
        int channels, int encoderWidth, int dim, int contextLength, int predictorWidth, List<Integer> projector) {
    public VideoJepaConfig {
        if (channels < 1 || encoderWidth < 1 || dim < 1 || contextLength < 1 || predictorWidth < 1) {
            throw new IllegalArgumentException("channels, encoderWidth, dim, contextLength and predictorWidth must be"
                    + " >= 1 but were " + channels + ", " + encoderWidth + ", " + dim + ", " + contextLength + " and "
                    + predictorWidth + ".");
        }
        if (projector.isEmpty() || projector.stream().anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException(
                    "projector must hold sizes >= 1 but was " + projector + ".\nMaybe [64, 64].");
        }
        projector = List.copyOf(projector);
    }

    /** eb_jepa's for Moving MNIST: one channel, 16 features, pairs of maps, a projector of two layers of 64. */
    public static VideoJepaConfig ebJepa() {
        return new VideoJepaConfig(1, 32, 16, 2, 32, List.of(64, 64));
    }
}
