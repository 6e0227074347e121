package dev.jepa.losses.contrastive;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.train.LossTerms;

/**
 * Hinge loss on energies: a pair that belongs together lies below one that does not, by a margin.
 *
 * <pre>
 * total = mean max(0, margin + E(positive) - E(negative))
 * </pre>
 *
 * <p>Source: LeCun et al. 2006, "A tutorial on energy-based learning", on generalised margin losses.
 *
 * @param margin m
 */
public record Hinge(double margin) {
    public Hinge {
        Margins.require(margin);
    }

    /** The loss of energies [B] of pairs from the data and of contrastive pairs. */
    public Terms loss(Tensor positive, Tensor negative) {
        Margins.requireEnergies(positive, negative);
        Tensor total = positive.sub(negative).add(margin).relu().mean();
        return new Terms(total, positive.mean(), negative.mean());
    }

    /**
     * The loss and what to watch, all scalars.
     *
     * @param total what is minimised
     * @param positive mean energy of the data
     * @param negative mean energy of the contrastive pairs
     */
    public record Terms(Tensor total, Tensor positive, Tensor negative) implements LossTerms {}
}
