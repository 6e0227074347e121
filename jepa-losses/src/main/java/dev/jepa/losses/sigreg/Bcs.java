package dev.jepa.losses.sigreg;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.Losses;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.train.LossTerms;
import dev.jepa.losses.embedding.Embeddings;

/**
 * eb_jepa's batched characteristic slicing: two views agree, and each is Gaussian.
 *
 * <pre>
 * total      = invariance + lambda sigReg
 * invariance = mean (x - y)^2
 * sigReg     = 1/2 (SigReg(x) + SigReg(y)),   without the factor N of LeJEPA
 * </pre>
 *
 * <p>Source: facebookresearch/eb_jepa, losses.py, BCS. Legend: N examples, D features, K directions.
 *
 * @param lambda the weight of the regulariser
 * @param regularizer the test of normality
 */
public record Bcs(double lambda, SigReg regularizer) {
    public Bcs {
        Bounds.maybe("Bcs.ebJepa()").notNegative("lambda", lambda);
    }

    /** eb_jepa's: lambda 10, 256 directions. */
    public static Bcs ebJepa() {
        return new Bcs(10, SigReg.ebJepa());
    }

    /** The loss of two embeddings [N, D], with directions drawn from the step's key. */
    public Terms loss(Tensor x, Tensor y, Rng rng) {
        Embeddings.requirePair(x, y, 1);
        return loss(x, y, regularizer.draw(x.size(-1), rng).to(x.dtype()).to(x.device()));
    }

    /** The loss of two embeddings [N, D] with a given projection [D, K]. */
    public Terms loss(Tensor x, Tensor y, Tensor projection) {
        Embeddings.requirePair(x, y, 1);
        Tensor invariance = Losses.mse(x, y);
        Tensor sigReg = regularizer
                .loss(x, projection)
                .add(regularizer.loss(y, projection))
                .mul(0.5);
        return new Terms(invariance.add(sigReg.mul(lambda)), invariance, sigReg);
    }

    /**
     * The weighted sum and its unweighted parts, all scalars.
     *
     * @param total what is minimised
     * @param invariance disagreement of the two embeddings
     * @param sigreg distance of the embeddings from N(0, I)
     */
    public record Terms(Tensor total, Tensor invariance, Tensor sigreg) implements LossTerms {}
}
