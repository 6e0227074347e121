package dev.jepa.losses.collapse;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.losses.embedding.Embeddings;

/**
 * How far representations lie apart, by size and by direction.
 *
 * @param meanStd mean over features of their standard deviation (N - 1)
 * @param normalizedStd the same after each row was scaled to length 1: 1 / sqrt(D) on a sphere, 0 for one direction
 *     (SimSiam, arXiv 2011.10566, figure 2)
 * @param smallestStd the least of the features' standard deviations
 * @param meanPairwiseCosine mean cosine of different rows: 1 for one direction, about 0 when spread
 * @param meanCosineToMean mean cosine of the rows with their mean: 1 for one direction
 */
public record Spread(
        double meanStd, double normalizedStd, double smallestStd, double meanPairwiseCosine, double meanCosineToMean) {
    /** Of representations [N, D], N &gt;= 2, computed in float64. Rows of zeros have cosine 0 with all others. */
    public static Spread of(Tensor representations) {
        Embeddings.requireMatrix(representations, 2);
        Embeddings.requireFinite(representations);
        try (TensorScope ignored = TensorScope.open()) {
            Tensor z = representations.detach().to(DType.FLOAT64); // [N, D]
            Tensor unit = Embeddings.unit(z);
            Tensor std = z.std(1, 0); // [D]
            double examples = (double) z.size(0);
            double together = unit.sum(0).square().sum().item(); // sum over all pairs, i = j included
            double own = unit.square().sum().item();
            return new Spread(
                    std.mean().item(),
                    unit.std(1, 0).mean().item(),
                    std.min().item(),
                    (together - own) / (examples * (examples - 1)),
                    Embeddings.cosine(z, z.meanKeep(0).expand(z.size(0), z.size(1)))
                            .mean()
                            .item());
        }
    }
}
