package dev.jepa.models.video;

import dev.jepa.core.errors.Bounds;
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
        Bounds.maybe("VideoJepaConfig.ebJepa()")
                .atLeast(1, "channels", channels)
                .atLeast(1, "encoderWidth", encoderWidth)
                .atLeast(1, "dim", dim)
                .atLeast(1, "contextLength", contextLength)
                .atLeast(1, "predictorWidth", predictorWidth)
                .allAtLeast(1, "projector", projector);
        projector = List.copyOf(projector);
    }

    /** eb_jepa's for Moving MNIST: one channel, 16 features, pairs of maps, a projector of two layers of 64. */
    public static VideoJepaConfig ebJepa() {
        return new VideoJepaConfig(1, 32, 16, 2, 32, List.of(64, 64));
    }
}
