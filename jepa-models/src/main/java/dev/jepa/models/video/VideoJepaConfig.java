package dev.jepa.models.video;

/**
 * The networks of a video JEPA.
 *
 * @param channels C, of a frame
 * @param encoderWidth channels of the encoder's first layers
 * @param dim D, features of a place in a map
 * @param contextLength K, maps that a prediction looks back at
 * @param predictorWidth channels of the predictor at full size
 * @param projectorDim hidden and final size of the projector
 */
public record VideoJepaConfig(
        int channels, int encoderWidth, int dim, int contextLength, int predictorWidth, int projectorDim) {
    public VideoJepaConfig {
        if (channels < 1
                || encoderWidth < 1
                || dim < 1
                || contextLength < 1
                || predictorWidth < 1
                || projectorDim < 2) {
            throw new IllegalArgumentException(
                    "Sizes must be >= 1, and projectorDim >= 2, but channels, encoderWidth, dim,"
                            + " contextLength, predictorWidth and projectorDim were " + channels + ", " + encoderWidth
                            + ", "
                            + dim + ", " + contextLength + ", " + predictorWidth + " and " + projectorDim + ".");
        }
    }

    /** eb_jepa's for Moving MNIST: one channel, 16 features, pairs of maps, a projector of 64. */
    public static VideoJepaConfig ebJepa() {
        return new VideoJepaConfig(1, 32, 16, 2, 32, 64);
    }
}
