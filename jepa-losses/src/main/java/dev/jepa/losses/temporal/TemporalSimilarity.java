package dev.jepa.losses.temporal;

import dev.jepa.core.tensor.Losses;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.losses.embedding.Embeddings;

/**
 * Representations that follow each other in time are alike: mean (s_t+1 - s_t)^2.
 *
 * <p>Alone it is smallest for a constant representation; it goes with {@link SequenceRegularizer}'s other terms. Source:
 * PLDM, arXiv 2502.14819; eb_jepa's TemporalSimilarityLoss.
 */
public final class TemporalSimilarity {
    private TemporalSimilarity() {}

    /**
     * The mean over all elements of all T - 1 pairs of neighbours.
     *
     * @param states [B, T, ...], T &gt;= 2
     * @return a scalar
     */
    public static Tensor loss(Tensor states) {
        requireSteps(states);
        long steps = states.size(1);
        return Losses.mse(states.slice(1, 1, steps), states.slice(1, 0, steps - 1));
    }

    static void requireSteps(Tensor states) {
        if (states.shape().rank() < 3 || states.size(1) < 2 || states.shape().elements() == 0) {
            throw new IllegalArgumentException("States must be [B, T, ...] with T >= 2 but were " + states.shape()
                    + ".\nMaybe batch and time are exchanged: transpose(0, 1).");
        }
        Embeddings.requireFloating("A sequence of states", states);
    }
}
