package dev.jepa.models.probe;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;

/**
 * Weighted k-nearest-neighbour vote on frozen features by cosine similarity: nothing is fitted.
 *
 * <p>score of class c = sum over the k nearest training rows of class c of exp(similarity / T), as in Wu et al. 2018
 * (arXiv 1805.01978) and DINO, which use k 200 or 20 and T 0.07. A row of zeros has similarity 0 to everything.
 *
 * <p>Dimensions: N training rows, M test rows, D features, C classes. Computes in the type of the training features.
 */
public final class KnnProbe {
    private static final int CHUNK_ELEMENTS = 1 << 24;
    private static final double SMALLEST_NORM = 1e-12;
    static final double SMALLEST_TEMPERATURE = 0.002;

    private final LabeledFeatures train;
    private final Tensor directions;
    private final int k;
    private final double temperature;

    private KnnProbe(LabeledFeatures train, Tensor directions, int k, double temperature) {
        this.train = train;
        this.directions = directions;
        this.k = k;
        this.temperature = temperature;
    }

    /**
     * A probe that votes by these training rows; belongs to the current scope.
     *
     * @throws IllegalArgumentException if k is not in 1 … N, or temperature below 0.002, where the weights overflow
     */
    public static KnnProbe of(LabeledFeatures train, int k, double temperature) {
        if (k < 1 || k > train.rows()) {
            throw new IllegalArgumentException(
                    "k must lie in 1 … " + train.rows() + ", the number of training rows, but was " + k
                            + ".\nMaybe label more rows, or choose a smaller k.");
        }
        if (!(temperature >= SMALLEST_TEMPERATURE)) {
            throw new IllegalArgumentException("temperature must be >= " + SMALLEST_TEMPERATURE + " but was "
                    + temperature + ".\nMaybe 0.07, as in the papers.");
        }
        return new KnnProbe(train, normalised(train.features()), k, temperature);
    }

    /** A probe with the usual k 20 and temperature 0.07. */
    public static KnnProbe of(LabeledFeatures train) {
        return of(train, 20, 0.07);
    }

    /**
     * Neighbours and votes of test rows.
     *
     * @param neighbours positions of the training rows by decreasing similarity, int64 [M, k]
     * @param similarities their cosine similarities [M, k]
     * @param scores sums of exp(similarity / T), float64 [M, C]
     * @param votes how many of the k belong to each class, int64 [M, C]
     */
    public record Result(Tensor neighbours, Tensor similarities, Tensor scores, Tensor votes) {
        /** The class with the highest score, int64 [M]. */
        public Tensor predictions() {
            return scores.argMax(1);
        }

        /** The classes by decreasing score, int64 [M, C]. */
        public Tensor ranking() {
            return scores.sort(1, true).indices();
        }
    }

    /** Looks up the neighbours of test rows [M, D]. */
    public Result classify(Tensor features) {
        FeatureChecks.requireColumns("features", features, train.dimension());
        try (TensorScope scope = TensorScope.open()) {
            List<Tensor> indices = new ArrayList<>();
            List<Tensor> values = new ArrayList<>();
            for (Tensor part : features.split(Math.max(1, CHUNK_ELEMENTS / train.rows()), 0)) {
                try (TensorScope inner = TensorScope.open()) {
                    Tensor queries = normalised(part.to(directions.dtype())); // [m, D]
                    Tensor.Ordered nearest =
                            queries.matmul(directions.transpose(0, 1)).topK(k, 1, true); // [m, k]
                    indices.add(inner.keep(nearest.indices()));
                    values.add(inner.keep(nearest.values()));
                }
            }
            return vote(Tensors.concat(indices, 0), Tensors.concat(values, 0), scope);
        }
    }

    /** The share of test examples whose class wins the vote. */
    public Accuracy accuracy(LabeledFeatures test) {
        try (TensorScope ignored = TensorScope.open()) {
            return Accuracy.of(classify(test.features()).predictions(), test.labels());
        }
    }

    private Result vote(Tensor neighbours, Tensor similarities, TensorScope scope) {
        Tensor labels = train.labels().to(neighbours.device());
        Tensor classes = labels.indexSelect(0, neighbours.reshape(-1)).reshape(neighbours.shape()); // [M, k]
        Tensor weights = similarities.to(DType.FLOAT64).div(temperature).exp(); // [M, k]
        Tensor zero = Tensors.zeros(
                DType.FLOAT64, neighbours.device(), neighbours.shape().with(1, train.classes())); // [M, C]
        Tensor scores = zero.scatterAdd(1, classes, weights);
        Tensor ones = Tensors.ones(DType.INT64, neighbours.device(), neighbours.shape());
        Tensor votes = zero.to(DType.INT64).scatterAdd(1, classes, ones);
        scope.keep(List.of(neighbours, similarities, scores, votes));
        return new Result(neighbours, similarities, scores, votes);
    }

    private static Tensor normalised(Tensor x) {
        return TensorScope.keepOnly(() -> x.div(x.normKeep(2, 1).clamp(SMALLEST_NORM, Double.POSITIVE_INFINITY)));
    }
}
