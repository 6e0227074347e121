package dev.jepa.losses.ica;

import dev.jepa.core.optim.Schedule;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Finds the rotation of white signals that minimises an {@link IndependenceCriterion}; nothing else is trained.
 *
 * <p>Each step draws a batch and a projector, turns the gradient into the tangent of the rotations, moves by Adam with one second
 * moment for all elements (so that steps do not depend on the axes), and returns to the nearest orthogonal matrix. The rate falls
 * along half a cosine to 0. Batches are float32.
 *
 * @param criterion what is minimised
 * @param steps how many
 * @param batchSize samples a step, drawn with replacement
 * @param learningRate of the first step, in units of a rotation matrix's elements
 */
public record CovarianceIca(IndependenceCriterion criterion, int steps, int batchSize, double learningRate) {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-12;

    public CovarianceIca {
        if (steps < 1 || batchSize < 2 || !(learningRate > 0)) {
            throw new IllegalArgumentException("steps must be >= 1, batchSize >= 2 and learningRate > 0 but were "
                    + steps + ", " + batchSize + " and " + learningRate + ".\nMaybe 300, 2048 and 0.03.");
        }
    }

    /** 300 steps of 2,048 samples at a rate of 0.03. */
    public static CovarianceIca of(IndependenceCriterion criterion) {
        return new CovarianceIca(criterion, 300, 2048, 0.03);
    }

    /**
     * Finds the rotation W, float64 [D, D]; belongs to the current scope.
     *
     * @param white signals of {@link Whitening}, [N, D]
     * @param start an orthogonal matrix [D, D], for example {@link Rotations#random}
     * @param rng of batches and projectors
     * @param before told the number of each step before it; may throw to end the search
     */
    public Tensor fit(Tensor white, Tensor start, Rng rng, LongConsumer before) {
        Rotations.require(white, start);
        Schedule rate = new Schedule.Cosine(learningRate, 0, steps);
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = white.detach().to(DType.FLOAT32);
            Tensor w = Rotations.nearest(start.detach().to(DType.FLOAT64).to(x.device()));
            Tensor momentum = w.mul(0.0);
            double square = 0;
            for (int step = 0; step < steps; step++) {
                before.accept(step);
                try (TensorScope inner = TensorScope.open()) {
                    Tensor gradient = gradient(batch(x, rng.at(step, "batch")), w, rng.at(step, "projector"));
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

    private Tensor batch(Tensor x, Rng rng) {
        double[] draws = rng.uniform(batchSize);
        long[] rows = new long[batchSize];
        for (int i = 0; i < batchSize; i++) {
            rows[i] = (long) (draws[i] * x.size(0));
        }
        return x.indexSelect(0, Tensors.of(rows, batchSize).to(x.device()));
    }

    private Tensor gradient(Tensor x, Tensor w, Rng rng) {
        Tensor leaf = Autograd.variable(w.to(DType.FLOAT32));
        Tensor loss = Autograd.record(
                () -> criterion.loss(x.matmul(leaf.transpose(0, 1)), rng).total());
        Tensor gradient = Autograd.gradientsOrZero(loss, List.of(leaf)).get(0);
        return Rotations.tangent(w, gradient.to(DType.FLOAT64));
    }
}
