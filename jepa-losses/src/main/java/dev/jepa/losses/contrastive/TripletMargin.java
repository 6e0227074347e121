package dev.jepa.losses.contrastive;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.train.LossTerms;
import dev.jepa.losses.embedding.Embeddings;

/**
 * Triplet loss: an anchor is nearer to its positive than to its negative, by a margin.
 *
 * <pre>
 * total = mean max(0, ||a - p|| - ||a - n|| + margin)
 * </pre>
 *
 * <p>Source: FaceNet, arXiv 1503.03832, section 3.1, with distances not squared as in PyTorch's TripletMarginLoss. Legend: N
 * examples, D features.
 *
 * @param margin m
 */
public record TripletMargin(double margin) {
    public TripletMargin {
        Margins.require(margin);
    }

    /**
     * The loss of triplets.
     *
     * @param anchor a, [N, D]
     * @param positive p, [N, D]
     * @param negative n, [N, D]
     */
    public Terms loss(Tensor anchor, Tensor positive, Tensor negative) {
        Embeddings.requirePair(anchor, positive, 1);
        Embeddings.requirePair(anchor, negative, 1);
        Tensor near = anchor.sub(positive).norm(2, -1); // [N]
        Tensor far = anchor.sub(negative).norm(2, -1); // [N]
        return new Terms(near.sub(far).add(margin).relu().mean(), near.mean(), far.mean());
    }

    /**
     * The loss and what to watch, all scalars.
     *
     * @param total what is minimised
     * @param positive mean distance of anchor and positive
     * @param negative mean distance of anchor and negative
     */
    public record Terms(Tensor total, Tensor positive, Tensor negative) implements LossTerms {}
}
