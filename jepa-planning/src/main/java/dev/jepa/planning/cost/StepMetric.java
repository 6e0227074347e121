package dev.jepa.planning.cost;

import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.LinearAlgebra;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;

/**
 * Distances between states of one scene in units of steps: the commute time of a random walk between them, cut to D terms (Fouss
 * et al. 2007, section 3).
 *
 * <p>y = P^T s are the directions that vary within scenes, decorrelated and of variance 1; |W (y - goal)|^2 with
 * W^T W = (E[dy dy^T] + r I)^-1, where dy is the change by one random step. Directions that change little from step to step are those
 * that tell far places apart, such as the rooms; they get a large weight, so the distance grows along the way that has to be
 * walked rather than along the straight line. What does not vary within a scene, such as where its wall stands, is left out.
 */
public final class StepMetric {
    /** r, as a share of the mean square of a direction's change. */
    private static final double RIDGE = 1e-2;
    /** The least variance within scenes that counts, as a share of the largest. */
    private static final double LEAST_VARIANCE = 0.1;

    private final Tensor map; // P W^T, [D, K]
    private final double step; // the root mean square length of a mapped change

    private StepMetric(Tensor map, double step) {
        this.map = map;
        this.step = step;
    }

    /**
     * Measures variances and changes of states; the metric belongs to the open scope.
     *
     * @param batches sequences of states, [B, T, D] each
     * @param scenes how many a batch shows, each in B / scenes sequences that follow each other
     */
    public static StepMetric of(List<Tensor> batches, int scenes) {
        if (batches.isEmpty()) {
            throw new IllegalArgumentException("a metric needs one batch of states or more but got none.");
        }
        batches.forEach(batch -> requireScenes(batch, scenes));
        try (TensorScope scope = TensorScope.open()) {
            List<Tensor> within = new ArrayList<>(); // [D, D] each
            List<Tensor> changes = new ArrayList<>();
            for (Tensor batch : batches) {
                Tensor states = batch.to(DType.FLOAT64); // [B, T, D]
                long steps = states.size(1);
                Tensor grouped = states.reshape(scenes, -1, states.size(2));
                within.add(secondMoment(grouped.sub(grouped.meanKeep(1))));
                changes.add(secondMoment(states.slice(1, 1, steps).sub(states.slice(1, 0, steps - 1))));
            }
            Tensor spread = Tensors.stack(within, 0).mean(0); // [D, D]
            if (!(spread.sum().item() < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "states must be finite but are not.\nMaybe the encoder has diverged in training.");
            }
            Tensor varying = varying(spread); // [D, K]
            Tensor change = Tensors.stack(changes, 0).mean(0);
            Tensor weights = weights(varying.transpose(0, 1).matmul(change).matmul(varying)); // [K, K]
            Tensor map = varying.matmul(weights);
            double step = Math.sqrt(map.mul(change.matmul(map)).sum().item());
            return new StepMetric(scope.keep(map.to(DType.FLOAT32)), step);
        }
    }

    private static void requireScenes(Tensor batch, int scenes) {
        boolean sequences = batch.shape().rank() == 3 && batch.size(0) >= 1 && batch.size(1) >= 2;
        if (!sequences || scenes < 1 || batch.size(0) % scenes != 0) {
            throw new IllegalArgumentException("batches must be [B, T, D] with T >= 2 and B a multiple of " + scenes
                    + " scenes, at least 1, but one was " + batch.shape() + ".");
        }
    }

    /** E[x x^T] over all but the last axis. */
    private static Tensor secondMoment(Tensor x) {
        Tensor rows = x.flatten(0, 1); // [N, D]
        return rows.transpose(0, 1).matmul(rows).div((double) rows.size(0));
    }

    /** P: decorrelated directions of variance 1. */
    private static Tensor varying(Tensor covariance) {
        LinearAlgebra.Eigh eigen = LinearAlgebra.eigh(covariance);
        double[] values = eigen.values().toDoubleArray(); // ascending
        if (!(values[values.length - 1] > 0)) {
            throw new IllegalArgumentException(
                    "states must vary within a scene but do not.\nMaybe the encoder has collapsed.");
        }
        double least = LEAST_VARIANCE * values[values.length - 1];
        int first = 0;
        while (values[first] < least) {
            first++;
        }
        return eigen.vectors()
                .slice(1, first, values.length)
                .mul(eigen.values().slice(0, first, values.length).rsqrt());
    }

    /** W^T, scaled so that its mean squared length is 1. */
    private static Tensor weights(Tensor change) {
        LinearAlgebra.Eigh eigen = LinearAlgebra.eigh(change);
        double ridge = RIDGE * eigen.values().mean().item();
        Tensor scale =
                eigen.values().clamp(0, Double.POSITIVE_INFINITY).add(ridge).rsqrt(); // [K]
        double mean = scale.square().mean().item();
        return eigen.vectors().mul(scale.div(Math.sqrt(mean)));
    }

    /** Points [..., K] of states [..., D], scaled so that the root mean square distance of a random step is 1. */
    public Tensor inSteps(Tensor states) {
        return states.matmul(map).div(step);
    }

    /** The mean over time of the squared distance to a goal [D]. */
    public EnergyFunction to(Tensor goal) {
        Tensor mapped = goal.unsqueeze(0).matmul(map);
        return Costs.on(states -> states.matmul(map), new GoalDistance(mapped, GoalDistance.When.MEAN));
    }
}
