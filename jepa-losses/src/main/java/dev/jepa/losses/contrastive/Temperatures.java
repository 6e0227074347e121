package dev.jepa.losses.contrastive;

import dev.jepa.core.errors.Bounds;

/** What a temperature may be. */
final class Temperatures {
    private Temperatures() {}

    static void require(double temperature) {
        Bounds.maybe("0.1").positive("temperature", temperature);
    }
}
