package dev.jepa.losses.siamese;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.train.LossTerms;
import dev.jepa.losses.embedding.Embeddings;

/**
 * BYOL: the online network's prediction from one view meets the target network's projection of the other on the sphere.
 *
 * <pre>
 * total = mean (2 - 2 cos(p1, z2)) + mean (2 - 2 cos(p2, z1))
 * </pre>
 *
 * <p>z comes from the target network, the moving average of the online one (momentum 0.996 to 1), and gets no gradient. Source:
 * arXiv 2006.07733, equation 2.
 */
public final class Byol {
    private Byol() {}

    /**
     * The symmetric loss.
     *
     * @param p1 predictions of the online network from the first view, [N, D]
     * @param z1 projections of the target network of the first view, [N, D]; likewise p2 and z2
     */
    public static Terms loss(Tensor p1, Tensor z1, Tensor p2, Tensor z2) {
        Tensor first = distance(p1, z2);
        Tensor second = distance(p2, z1);
        return new Terms(first.add(second), first, second);
    }

    private static Tensor distance(Tensor prediction, Tensor target) {
        Embeddings.requirePair(prediction, target, 1);
        return Embeddings.cosine(prediction, target.detach()).mul(-2.0).add(2.0).mean();
    }

    /**
     * The loss and its parts, all scalars.
     *
     * @param total what is minimised, from 0 to 8
     * @param first mean squared distance of p1 and z2 on the unit sphere
     * @param second mean squared distance of p2 and z1 on the unit sphere
     */
    public record Terms(Tensor total, Tensor first, Tensor second) implements LossTerms {}
}
