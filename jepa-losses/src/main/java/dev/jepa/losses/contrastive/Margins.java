package dev.jepa.losses.contrastive;

import dev.jepa.core.tensor.Tensor;

/** What a margin and the energies it separates may be. */
final class Margins {
    private Margins() {}

    static void require(double margin) {
        if (!(margin > 0)) {
            throw new IllegalArgumentException("margin must be > 0 but was " + margin + ".\nMaybe 1 was meant.");
        }
    }

    static void requireEnergies(Tensor positive, Tensor negative) {
        if (positive.shape().rank() != 1
                || positive.shape().elements() == 0
                || !positive.shape().equals(negative.shape())) {
            throw new IllegalArgumentException("Energies must be [B] with B >= 1, twice, but were " + positive.shape()
                    + " and " + negative.shape() + ".\nMaybe the energy of an example was not summed over its axes.");
        }
    }
}
