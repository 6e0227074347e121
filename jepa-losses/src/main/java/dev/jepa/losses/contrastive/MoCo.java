package dev.jepa.losses.contrastive;

import dev.jepa.core.tensor.Losses;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.train.LossTerms;
import dev.jepa.losses.embedding.Embeddings;
import java.util.List;

/**
 * MoCo: a query finds its key among the keys of earlier batches.
 *
 * <pre>
 * total = mean_i -ln (exp(q_i k_i / tau) / (exp(q_i k_i / tau) + sum_j exp(q_i n_j / tau)))
 * </pre>
 *
 * <p>with rows of length 1. Keys come from the moving average of the query's encoder and get no gradient. Source: arXiv
 * 1911.05722, equation 1. Legend: N examples, Q keys of the queue, D features.
 *
 * @param temperature tau
 */
public record MoCo(double temperature) {
    public MoCo {
        Temperatures.require(temperature);
    }

    /** The paper's: 0.07. */
    public static MoCo official() {
        return new MoCo(0.07);
    }

    /**
     * The loss of queries.
     *
     * @param query q, [N, D]
     * @param key k, [N, D], the other views of the same images
     * @param negatives n, [Q, D]: {@link MoCoQueue#keys()}
     */
    public Terms loss(Tensor query, Tensor key, Tensor negatives) {
        Embeddings.requireMatrices(query, key, 1);
        Embeddings.requireMatrix(negatives, 1);
        if (negatives.size(1) != query.size(1)) {
            throw new IllegalArgumentException(
                    "Negatives must be [Q, " + query.size(1) + "] for queries " + query.shape() + " but were "
                            + negatives.shape() + ".\nMaybe the queue was made for another projector.");
        }
        Tensor q = Embeddings.unit(query);
        Tensor positive = Embeddings.cosine(query, key.detach()); // [N]
        Tensor others =
                Embeddings.product(q, Embeddings.unit(negatives.detach()).transpose(0, 1)); // [N, Q]
        Tensor logits =
                Tensors.concat(List.of(positive.unsqueeze(1), others), 1).div(temperature); // [N, 1 + Q]
        Tensor first = Tensors.arange(query.size(0)).mul(0L).to(query.device());
        return new Terms(Losses.crossEntropy(logits, first), positive.mean(), others.mean());
    }

    /**
     * The loss and what to watch, all scalars.
     *
     * @param total what is minimised
     * @param positive mean cosine of query and key
     * @param negative mean cosine of query and the queue's keys
     */
    public record Terms(Tensor total, Tensor positive, Tensor negative) implements LossTerms {}
}
