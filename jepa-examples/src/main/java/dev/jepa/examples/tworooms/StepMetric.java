package dev.jepa.examples.tworooms;

import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.LinearAlgebra;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.models.action.ActionJepa;
import dev.jepa.planning.cost.Costs;
import dev.jepa.planning.cost.GoalDistance;
import dev.jepa.planning.env.tworooms.WindowBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * Distances between states in units of steps: |W (s - goal)|^2 with W^T W = (E[ds ds^T] + r I)^-1, where ds is the change of the
 * state by one random step.
 *
 * <p>Features that change little from step to step are those that tell far places apart, such as the rooms; they get a large weight, so
 * the distance grows along the way that has to be walked rather than along the straight line. For decorrelated features it is
 * the commute-time distance of a random walk, cut to D terms (Fouss et al. 2007, section 3).
 */
final class StepMetric {
    /** r, as a share of the mean square of a feature's change. */
    private static final double RIDGE = 1e-2;

    private final Tensor whitening; // W^T, [D, D]

    private StepMetric(Tensor whitening) {
        this.whitening = whitening;
    }

    /** Measures the changes of the model's states on walks; the metric belongs to the open scope. */
    static StepMetric of(ActionJepa model, Walks walks, int batches) {
        try (TensorScope scope = TensorScope.open()) {
            List<Tensor> products = new ArrayList<>(); // [D, D] each
            for (int b = 0; b < batches; b++) {
                WindowBatch batch = walks.windows(b);
                Tensor states = model.encodeSequence(batch.observations(), Mode.EVAL); // [B, T, D]
                long steps = states.size(1);
                Tensor change = states.slice(1, 1, steps)
                        .sub(states.slice(1, 0, steps - 1))
                        .flatten(0, 1)
                        .to(DType.FLOAT64); // [N, D]
                products.add(change.transpose(0, 1).matmul(change).div((double) change.size(0)));
            }
            return new StepMetric(
                    scope.keep(whitening(Tensors.stack(products, 0).mean(0))));
        }
    }

    private static Tensor whitening(Tensor covariance) {
        LinearAlgebra.Eigh eigen = LinearAlgebra.eigh(covariance);
        double ridge = RIDGE * eigen.values().mean().item();
        Tensor scale =
                eigen.values().clamp(0, Double.POSITIVE_INFINITY).add(ridge).rsqrt(); // [D]
        double mean = scale.square().mean().item();
        return eigen.vectors().mul(scale.div(Math.sqrt(mean))).to(DType.FLOAT32);
    }

    /** The mean over time of the squared distance to a goal [D]. */
    EnergyFunction to(Tensor goal) {
        Tensor mapped = goal.unsqueeze(0).matmul(whitening);
        return Costs.on(states -> states.matmul(whitening), new GoalDistance(mapped, GoalDistance.When.MEAN));
    }
}
