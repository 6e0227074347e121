package dev.jepa.losses.contrastive;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.losses.embedding.Embeddings;

/** What a margin and the energies it separates may be. */
final class Margins {
    private Margins() {}

    static void require(double margin) {
        Bounds.maybe("1").positive("margin", margin);
    }

    static void requireEnergies(Tensor positive, Tensor negative) {
        Embeddings.requireFloating("The energy of positive pairs", positive);
        Embeddings.requireFloating("The energy of negative pairs", negative);
        if (positive.shape().rank() != 1
                || positive.shape().elements() == 0
                || !positive.shape().equals(negative.shape())) {
            throw new IllegalArgumentException("Energies must be [B] with B >= 1, twice, but were " + positive.shape()
                    + " and " + negative.shape() + ".\nMaybe the energy of an example was not summed over its axes.");
        }
    }
}
