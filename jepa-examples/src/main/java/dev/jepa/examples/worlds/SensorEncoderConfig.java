package dev.jepa.examples.worlds;

/**
 * The network that sees sensors.
 *
 * @param hidden width of the hidden layers
 * @param depth number of hidden layers
 * @param dim D, features of a state
 */
public record SensorEncoderConfig(int hidden, int depth, int dim) {
    public SensorEncoderConfig {
        if (hidden < 1 || depth < 1 || dim < 1) {
            throw new IllegalArgumentException(
                    "hidden, depth and dim must be >= 1 but were " + hidden + ", " + depth + " and " + dim + ".");
        }
    }
}
