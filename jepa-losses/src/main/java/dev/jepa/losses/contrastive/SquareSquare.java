package dev.jepa.losses.contrastive;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.train.LossTerms;

/**
 * Square-square loss on energies: those of the data go to 0, those of contrastive pairs up to a margin.
 *
 * <pre>
 * total = mean E(positive)^2 + mean max(0, margin - E(negative))^2
 * </pre>
 *
 * <p>For energies >= 0. Source: LeCun et al. 2006, "A tutorial on energy-based learning", on generalised margin losses; Hadsell et al. 2006 with a
 * distance for E.
 *
 * @param margin m
 */
public record SquareSquare(double margin) {
    public SquareSquare {
        Margins.require(margin);
    }

    /** The loss of energies [B] of pairs from the data and of contrastive pairs. */
    public Terms loss(Tensor positive, Tensor negative) {
        Margins.requireEnergies(positive, negative);
        Tensor pull = positive.square().mean();
        Tensor push = negative.subtractFrom(margin).relu().square().mean();
        return new Terms(pull.add(push), pull, push);
    }

    /**
     * The loss and its parts, all scalars.
     *
     * @param total what is minimised
     * @param pull of the data's energies
     * @param push of the contrastive energies
     */
    public record Terms(Tensor total, Tensor pull, Tensor push) implements LossTerms {}
}
