package dev.jepa.losses.sigreg;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.train.LossTerms;
import dev.jepa.losses.embedding.Embeddings;

/**
 * LeJEPA: the views of an image agree with their mean, and embeddings are Gaussian.
 *
 * <pre>
 * total      = (1 - lambda) invariance + lambda sigReg
 * invariance = mean over views, images and features of (z_v - mean over the large views of z_v)^2
 * sigReg     = mean over views of SigReg(z_v)
 * </pre>
 *
 * <p>Source: arXiv 2511.08544; invariance and weights as in the authors' minimal example. Legend: V views, N images, D
 * features.
 *
 * @param lambda the weight of the regulariser, in [0, 1]
 * @param regularizer the test of normality
 */
public record LeJepa(double lambda, SigReg regularizer) {
    public LeJepa {
        Bounds.maybe("LeJepa.official()").share("lambda", lambda);
    }

    /** The authors' default: lambda 0.02, 1024 directions. */
    public static LeJepa official() {
        return new LeJepa(0.02, SigReg.leJepa());
    }

    /** The loss of views [V, N, D], V &gt;= 2, all large, with directions drawn from the step's key. */
    public Terms loss(Tensor views, Rng rng) {
        requireViews(views);
        return terms(views, views.size(0), regularizer.loss(views, rng));
    }

    /**
     * As {@link #loss(Tensor, Rng)}, with small crops behind the large ones: they meet the mean of the large ones.
     *
     * @param large how many of the views are large, from the first
     */
    public Terms loss(Tensor views, int large, Rng rng) {
        requireViews(views);
        if (large < 1 || large > views.size(0)) {
            throw new IllegalArgumentException(
                    "large must lie in 1 … " + views.size(0) + ", the number of views, but was " + large + ".");
        }
        return terms(views, large, regularizer.loss(views, rng));
    }

    /** The loss of views [V, N, D] with a given projection [D, K]. */
    public Terms loss(Tensor views, Tensor projection) {
        requireViews(views);
        return terms(views, views.size(0), regularizer.loss(views, projection));
    }

    private Terms terms(Tensor views, long large, Tensor sigreg) {
        Tensor centre = views.slice(0, 0, large).meanKeep(0);
        Tensor invariance = views.sub(centre).square().mean();
        Tensor total = invariance.mul(1 - lambda).add(sigreg.mul(lambda));
        return new Terms(total, invariance, sigreg);
    }

    private static void requireViews(Tensor views) {
        Embeddings.require(views, 1);
        if (views.shape().rank() != 3 || views.size(0) < 2) {
            throw new IllegalArgumentException("Views must be [V, N, D] with V >= 2 but were " + views.shape()
                    + ".\nMaybe stack the views: Tensors.stack(views, 0).");
        }
    }

    /**
     * The weighted sum and its unweighted parts, all scalars.
     *
     * @param total what is minimised
     * @param invariance disagreement of the views
     * @param sigreg distance of the embeddings from N(0, I)
     */
    public record Terms(Tensor total, Tensor invariance, Tensor sigreg) implements LossTerms {}
}
