package dev.jepa.models.action;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.Rng;
import dev.jepa.losses.energy.NoisyLatent;

/**
 * z_t for what neither state nor action says of the next state: Z features from N(0, I), of limited information, since a transition is learned
 * with the best of S samples (at most log2 S bits a step; LeCun 2022, section 4.4).
 *
 * @param dim Z; 0 for a deterministic model
 * @param samples S, drawn anew in each step of training, the same for all transitions of a batch
 */
public record LatentNoise(int dim, int samples) {
    /** A deterministic model. */
    public static final LatentNoise NONE = new LatentNoise(0, 1);

    public LatentNoise {
        Bounds.maybe("0 features for none, and 1 sample").atLeast(0, "dim", dim).atLeast(1, "samples", samples);
    }

    /** Whether there is one. */
    boolean isPresent() {
        return dim > 0;
    }

    /** With the samples of a key. */
    NoisyLatent drawn(Rng rng) {
        return new NoisyLatent(dim, samples, 1, Double.POSITIVE_INFINITY, rng);
    }
}
