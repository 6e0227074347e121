package dev.jepa.losses.siamese;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.train.LossTerms;
import dev.jepa.losses.embedding.Embeddings;

/**
 * SimSiam: the prediction from one view points where the other view's projection points, which is held fixed.
 *
 * <pre>
 * total = -1/2 mean cos(p1, sg(z2)) - 1/2 mean cos(p2, sg(z1))
 * </pre>
 *
 * <p>No gradient flows into z (sg), without which everything collapses. Source: arXiv 2011.10566, equation 4.
 */
public final class SimSiam {
    private SimSiam() {}

    /**
     * The symmetric loss.
     *
     * @param p1 predictions from the first view, [N, D]
     * @param z1 projections of the first view, [N, D]; likewise p2 and z2
     */
    public static Terms loss(Tensor p1, Tensor z1, Tensor p2, Tensor z2) {
        Tensor first = similarity(p1, z2);
        Tensor second = similarity(p2, z1);
        return new Terms(first.add(second).mul(-0.5), first, second);
    }

    private static Tensor similarity(Tensor prediction, Tensor target) {
        Embeddings.requirePair(prediction, target, 1);
        return Embeddings.cosine(prediction, target.detach()).mean();
    }

    /**
     * The loss and its parts, all scalars.
     *
     * @param total what is minimised, from -1 to 1
     * @param first mean cosine of p1 and z2
     * @param second mean cosine of p2 and z1
     */
    public record Terms(Tensor total, Tensor first, Tensor second) implements LossTerms {}
}
