package dev.jepa.losses.contrastive;

import dev.jepa.core.tensor.Losses;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.train.LossTerms;
import dev.jepa.losses.embedding.Embeddings;

/**
 * InfoNCE: each example finds its partner among the partners of the whole batch.
 *
 * <pre>
 * xToY  = mean_i -ln softmax_j(cos(x_i, y_j) / tau)_i,   yToX likewise
 * total = 1/2 (xToY + yToX)
 * </pre>
 *
 * <p>Source: arXiv 1807.03748, equation 4; symmetric as in CLIP, arXiv 2103.00020. Legend: N examples, D features.
 *
 * @param temperature tau
 */
public record InfoNce(double temperature) {
    public InfoNce {
        Temperatures.require(temperature);
    }

    /**
     * The loss of two embeddings of the same examples.
     *
     * @param x [N, D], N >= 2: the others are the negatives
     * @param y [N, D]
     */
    public Terms loss(Tensor x, Tensor y) {
        Embeddings.requireMatrices(x, y, 2);
        Tensor logits = Embeddings.product(
                        Embeddings.unit(x), Embeddings.unit(y).transpose(0, 1))
                .div(temperature); // [N, N]
        Tensor partners = Tensors.arange(x.size(0)).to(x.device());
        Tensor xToY = Losses.crossEntropy(logits, partners);
        Tensor yToX = Losses.crossEntropy(logits.transpose(0, 1), partners);
        return new Terms(xToY.add(yToX).mul(0.5), xToY, yToX);
    }

    /**
     * The loss and its parts, all scalars.
     *
     * @param total what is minimised
     * @param xToY of finding y's
     * @param yToX of finding x's
     */
    public record Terms(Tensor total, Tensor xToY, Tensor yToX) implements LossTerms {}
}
