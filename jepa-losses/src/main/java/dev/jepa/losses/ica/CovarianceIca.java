package dev.jepa.losses.ica;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.optim.Schedule;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.losses.embedding.Embeddings;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Finds the rotation of white signals that minimises an {@link IndependenceCriterion}; nothing else is trained.
 *
 * <p>Each step draws a batch and a projector, turns the gradient into the tangent of the rotations, moves by Adam with one second
 * moment for all elements (so that steps do not depend on the axes), and returns to the nearest orthogonal matrix. The rate falls
 * along half a cosine to 0. Batches are float32.
 *
 * <p>The criterion has minima in which some components stay mixed, and some random starts end there. So several are
 * searched from, and the end with the smallest criterion, on samples and a projector that are the same for all, is refined:
 * as many steps again, on batches four times as large, at a third of the rate.
 *
 * @param criterion what is minimised
 * @param starts random rotations to start from
 * @param steps of each search
 * @param batchSize samples a step, drawn with replacement
 * @param learningRate of the first step, in units of a rotation matrix's elements
 */
public record CovarianceIca(
        IndependenceCriterion criterion, int starts, int steps, int batchSize, double learningRate) {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-12;
    private static final int REFINED_BATCH = 4;
    private static final double REFINED_RATE = 1 / 3.0;
    private static final int JUDGED = 10_000;

    public CovarianceIca {
        Bounds.maybe("CovarianceIca.of(criterion)")
                .atLeast(1, "starts", starts)
                .atLeast(1, "steps", steps)
                .atLeast(2, "batchSize", batchSize)
                .positive("learningRate", learningRate);
    }

    /** 8 starts, 100 steps of 1,024 samples at a rate of 0.03. */
    public static CovarianceIca of(IndependenceCriterion criterion) {
        return new CovarianceIca(criterion, 8, 100, 1024, 0.03);
    }

    /** The same with other numbers of starts and steps. */
    public CovarianceIca withSearches(int newStarts, int newSteps) {
        return new CovarianceIca(criterion, newStarts, newSteps, batchSize, learningRate);
    }

    /**
     * Finds the rotation W, float64 [D, D]; belongs to the current scope.
     *
     * @param white signals of {@link Whitening}, [N, D]
     * @param rng of starts, batches and projectors
     * @param before told before each step how many there have been; may throw to end the search
     */
    public Tensor fit(Tensor white, Rng rng, LongConsumer before) {
        Embeddings.requireMatrix(white, 2);
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = white.detach().to(DType.FLOAT32);
            Tensor judges = x.slice(0, 0, Math.min(JUDGED, x.size(0)));
            Tensor best = x;
            double least = Double.POSITIVE_INFINITY;
            for (int start = 0; start < starts; start++) {
                Rng key = rng.at(start, "start");
                long done = (long) start * steps;
                Tensor from = Rotations.random((int) x.size(1), key).to(x.device());
                Tensor end = search(x, from, batchSize, learningRate, key, step -> before.accept(done + step));
                double value = value(judges, end, rng.at("judge"));
                if (value < least) {
                    least = value;
                    best = end;
                }
            }
            long done = (long) starts * steps;
            return scope.keep(search(
                    x,
                    best,
                    REFINED_BATCH * batchSize,
                    REFINED_RATE * learningRate,
                    rng.at("refinement"),
                    step -> before.accept(done + step)));
        }
    }

    private Tensor search(Tensor x, Tensor from, int batch, double firstRate, Rng rng, LongConsumer before) {
        Schedule rate = new Schedule.Cosine(firstRate, 0, steps);
        try (TensorScope scope = TensorScope.open()) {
            Tensor w = from.copy();
            Tensor momentum = w.mul(0.0);
            double square = 0;
            for (int step = 0; step < steps; step++) {
                before.accept(step);
                try (TensorScope inner = TensorScope.open()) {
                    Tensor gradient = gradient(rows(x, batch, rng.at(step, "batch")), w, rng.at(step, "projector"));
                    double size = gradient.square().mean().item();
                    momentum = inner.keep(momentum.mul(BETA1).add(gradient.mul(1 - BETA1)));
                    square = BETA2 * square + (1 - BETA2) * size;
                    Tensor mean = Rotations.tangent(w, momentum).div(1 - Math.pow(BETA1, step + 1));
                    double root = Math.sqrt(square / (1 - Math.pow(BETA2, step + 1))) + EPSILON;
                    w = inner.keep(Rotations.nearest(w.sub(mean.mul(rate.at(step) / root))));
                }
            }
            return scope.keep(w);
        }
    }

    private double value(Tensor x, Tensor w, Rng rng) {
        try (TensorScope ignored = TensorScope.open()) {
            Tensor y = x.matmul(w.to(DType.FLOAT32).transpose(0, 1));
            double value = criterion.loss(y, rng).total().item();
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("The criterion of white signals must be finite but was " + value
                        + ".\nMaybe the signals hold NaN or infinity.");
            }
            return value;
        }
    }

    private static Tensor rows(Tensor x, int count, Rng rng) {
        double[] draws = rng.uniform(count);
        long[] rows = new long[count];
        for (int i = 0; i < count; i++) {
            rows[i] = (long) (draws[i] * x.size(0));
        }
        return x.indexSelect(0, Tensors.of(rows, count).to(x.device()));
    }

    private Tensor gradient(Tensor x, Tensor w, Rng rng) {
        Tensor leaf = Autograd.variable(w.to(DType.FLOAT32));
        Tensor loss = Autograd.record(
                () -> criterion.loss(x.matmul(leaf.transpose(0, 1)), rng).total());
        Tensor gradient = Autograd.gradientsOrZero(loss, List.of(leaf)).get(0);
        return Rotations.tangent(w, gradient.to(DType.FLOAT64));
    }
}
