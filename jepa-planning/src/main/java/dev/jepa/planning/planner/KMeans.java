package dev.jepa.planning.planner;

import dev.jepa.core.tensor.Distances;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.List;

/** k-means (Lloyd 1982) begun by k-means++ (Arthur and Vassilvitskii 2007): a few latents that stand for many. */
public final class KMeans {
    private KMeans() {}

    /**
     * Centres of points.
     *
     * @param points [N, D]
     * @param clusters K, at most N
     * @return [K, D]
     */
    public static Tensor fit(Tensor points, int clusters, int iterations, long seed) {
        if (points.shape().rank() != 2 || clusters < 1 || clusters > points.size(0) || iterations < 0) {
            throw new IllegalArgumentException(
                    "k-means needs points [N, D], 1 <= clusters <= N and iterations >= 0 but got " + points.shape()
                            + ", " + clusters + " and " + iterations + ".");
        }
        Rng rng = Rng.of(seed).at("k-means");
        try (TensorScope scope = TensorScope.open()) {
            Tensor centres = seeds(points, clusters, rng);
            for (int i = 0; i < iterations; i++) {
                try (TensorScope step = TensorScope.open()) {
                    centres = step.keep(means(points, centres));
                }
            }
            return scope.keep(centres);
        }
    }

    /** The index of the nearest centre of each point, int64 [N]. */
    public static Tensor nearest(Tensor points, Tensor centres) {
        return Distances.squaredEuclidean(points, centres).argMin(1);
    }

    /** Each next seed is a point, chosen with probability proportional to its squared distance from the seeds so far. */
    private static Tensor seeds(Tensor points, int clusters, Rng rng) {
        int first = rng.at("first").generator().nextInt((int) points.size(0));
        Tensor seeds = points.slice(0, first, first + 1L);
        for (int k = 1; k < clusters; k++) {
            Tensor distances = Distances.squaredEuclidean(points, seeds).min(1).relu();
            Tensor probabilities = distances.add(Float.MIN_NORMAL).unsqueeze(0);
            Tensor chosen = Tensors.categorical(rng.at(k), probabilities, 1).reshape(1);
            seeds = Tensors.concat(List.of(seeds, points.indexSelect(0, chosen)), 0);
        }
        return seeds;
    }

    /** The mean of the points of each centre; a centre without points stays. */
    private static Tensor means(Tensor points, Tensor centres) {
        Tensor nearest = nearest(points, centres);
        Tensor numbers = Tensors.arange(centres.size(0)).to(points.device()).unsqueeze(0);
        Tensor member = nearest.unsqueeze(1).eq(numbers).to(points.dtype()); // [N, K]
        Tensor counts = member.sum(0).unsqueeze(1);
        Tensor sums = member.transpose(0, 1).matmul(points);
        return counts.gt(0).where(sums.div(counts.clamp(1, Float.MAX_VALUE)), centres);
    }
}
