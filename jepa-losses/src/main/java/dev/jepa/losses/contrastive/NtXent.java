package dev.jepa.losses.contrastive;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.train.LossTerms;
import dev.jepa.losses.embedding.Embeddings;
import java.util.List;

/**
 * NT-Xent: each of the 2 N views finds its partner among all other views of the batch.
 *
 * <pre>
 * total = mean over anchors i of  ln sum_{k != i} exp(cos(z_i, z_k) / tau)  -  cos(z_i, z_partner(i)) / tau
 * </pre>
 *
 * <p>Source: SimCLR, arXiv 2002.05709, equation 1. Legend: N examples, D features.
 *
 * @param temperature tau
 */
public record NtXent(double temperature) {
    public NtXent {
        Temperatures.require(temperature);
    }

    /** SimCLR's for ImageNet: 0.1. */
    public static NtXent simClr() {
        return new NtXent(0.1);
    }

    /**
     * The loss of two views of the same examples.
     *
     * @param x [N, D], N >= 2: the others are the negatives
     * @param y [N, D]
     */
    public Terms loss(Tensor x, Tensor y) {
        Embeddings.requireMatrices(x, y, 2);
        int views = (int) (2 * x.size(0));
        Tensor unit = Embeddings.unit(Tensors.concat(List.of(x, y), 0)); // [2 N, D]
        Tensor similarity = Embeddings.product(unit, unit.transpose(0, 1)).div(temperature); // [2 N, 2 N]
        Tensor self = Tensors.eye(views, views, DType.FLOAT32).ne(0).to(x.device());
        Tensor repulsion = similarity
                .maskedFill(self, Double.NEGATIVE_INFINITY)
                .logSumExp(1)
                .mean();
        Tensor attraction = Embeddings.cosine(x, y).mean().div(temperature);
        return new Terms(repulsion.sub(attraction), attraction, repulsion);
    }

    /**
     * The loss and its parts, all scalars.
     *
     * @param total what is minimised: repulsion - attraction
     * @param attraction mean cosine of partners over tau
     * @param repulsion mean log-sum over all other views
     */
    public record Terms(Tensor total, Tensor attraction, Tensor repulsion) implements LossTerms {}
}
