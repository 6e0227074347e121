package dev.jepa.losses.contrastive;

/** What a temperature may be. */
final class Temperatures {
    private Temperatures() {}

    static void require(double temperature) {
        if (!(temperature > 0)) {
            throw new IllegalArgumentException(
                    "temperature must be > 0 but was " + temperature + ".\nMaybe 0.1 was meant.");
        }
    }
}
