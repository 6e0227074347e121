package dev.jepa.losses.codingrate;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.train.LossTerms;

/**
 * Maximal coding rate reduction: all embeddings together take many bits, those of each class few.
 *
 * <pre>
 * total = rateWithin(Z, classes) - rate(Z)
 * </pre>
 *
 * <p>The minimum puts classes into orthogonal subspaces. Source: arXiv 2006.08558. Differs from the authors' code:
 * that divides by epsilon, the paper and {@link CodingRate#mcr2} by epsilon squared.
 *
 * @param codingRate the measure
 */
public record RateReduction(CodingRate codingRate) {
    /** The paper's: epsilon^2 = 0.5. */
    public static RateReduction official() {
        return new RateReduction(new CodingRate(0.5));
    }

    /**
     * The loss of labelled embeddings, or of embeddings whose labels are clusters or augmentations of one image.
     *
     * @param embedding [N, D]
     * @param labels integers [N] in 0 ... classes - 1
     */
    public Terms loss(Tensor embedding, Tensor labels, int classes) {
        Tensor rate = codingRate.rate(embedding);
        Tensor within = codingRate.rateWithin(embedding, labels, classes);
        return new Terms(within.sub(rate), rate, within);
    }

    /**
     * The difference and its parts, all scalars.
     *
     * @param total what is minimised
     * @param rate of all embeddings
     * @param rateWithin mean of the classes
     */
    public record Terms(Tensor total, Tensor rate, Tensor rateWithin) implements LossTerms {}
}
