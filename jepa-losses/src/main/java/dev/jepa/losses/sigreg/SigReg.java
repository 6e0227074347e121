package dev.jepa.losses.sigreg;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.losses.embedding.Embeddings;

/**
 * Pushes the distribution of embeddings towards N(0, I): the mean over random directions a_k of a test of normality of
 * Z a_k.
 *
 * <p>Directions are drawn afresh at every step, from the step's key. By the theorem of Cramér and Wold, embeddings all of whose
 * projections are N(0, 1) are N(0, I). Source: SIGReg of LeJEPA, arXiv 2511.08544. Legend: N examples, D features,
 * K directions.
 *
 * @param directions K
 * @param test the test of normality
 */
public record SigReg(int directions, EppsPulley test) {
    public SigReg {
        Bounds.maybe("SigReg.leJepa()").atLeast(1, "directions", directions);
    }

    /** LeJEPA's: 1024 directions, Epps-Pulley on 17 knots, times N. */
    public static SigReg leJepa() {
        return new SigReg(1024, EppsPulley.leJepa());
    }

    /** eb_jepa's BCS: 256 directions, Epps-Pulley on 10 knots, not times N. */
    public static SigReg ebJepa() {
        return new SigReg(256, EppsPulley.ebJepa());
    }

    /**
     * The regulariser with directions drawn from a key.
     *
     * @param embedding [..., N, D]: for sequences [T, B, D], so that each time step is tested by itself
     * @param rng the step's key: {@code rng.at(step, "directions")}
     * @return a scalar
     */
    public Tensor loss(Tensor embedding, Rng rng) {
        Embeddings.require(embedding, 1);
        Tensor drawn = draw(embedding.size(-1), rng);
        return loss(embedding, drawn.to(embedding.dtype()).to(embedding.device()));
    }

    /**
     * The regulariser with given directions.
     *
     * @param embedding [..., N, D]
     * @param projection A, [D, K], with columns of length 1
     * @return a scalar
     */
    public Tensor loss(Tensor embedding, Tensor projection) {
        Embeddings.require(embedding, 1);
        if (projection.shape().rank() != 2 || projection.size(0) != embedding.size(-1)) {
            throw new IllegalArgumentException("The projection of an embedding " + embedding.shape() + " must be ["
                    + embedding.size(-1) + ", K] but was " + projection.shape()
                    + ".\nMaybe it was drawn for another number of features.");
        }
        if (projection.dtype() != embedding.dtype()) {
            throw new IllegalArgumentException("The projection must be of the embedding's type, " + embedding.dtype()
                    + ", but was of " + projection.dtype() + ".\nMaybe convert it: tensor.to(embedding.dtype()).");
        }
        return test.statistic(Embeddings.product(embedding, projection)).mean();
    }

    /** K directions uniform on the sphere: float32 [D, K]. */
    public Tensor draw(long features, Rng rng) {
        Tensor rows = Tensors.normal(rng, directions, features); // [K, D]
        return Embeddings.unit(rows).transpose(0, 1);
    }
}
