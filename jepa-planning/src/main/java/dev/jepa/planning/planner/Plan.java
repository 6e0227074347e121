package dev.jepa.planning.planner;

import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.tensor.Shape;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.planning.action.ActionBounds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a planner found.
 *
 * @param actions a_0 … a_H-1, [H, A], within the bounds
 * @param states s_1 … s_H as the model predicts them, [H, D]
 * @param cost of the whole plan
 * @param trace the least cost after each round; it never rises
 * @param modelCalls predicted transitions
 * @param seconds wall-clock time
 */
public record Plan(Tensor actions, Tensor states, double cost, List<Double> trace, long modelCalls, double seconds) {
    /** An action of the plan, [A]. */
    public double[] action(int t) {
        if (t < 0 || t >= actions.size(0)) {
            throw new IllegalArgumentException("a plan of " + actions.size(0) + " actions has none at step " + t + ".");
        }
        int dim = (int) actions.size(1);
        return Arrays.copyOfRange(actions.toDoubleArray(), t * dim, (t + 1) * dim);
    }

    /**
     * What the first 1, 2, … H steps cost: H numbers, the last for the whole plan. Computed when asked for, since it takes as many
     * evaluations of the cost.
     *
     * @param energy usually {@code problem.cost()}
     */
    public List<Double> costs(EnergyFunction energy) {
        List<Double> costs = new ArrayList<>();
        try (TensorScope ignored = TensorScope.open()) {
            Tensor y = actions.unsqueeze(0);
            Tensor x = states.unsqueeze(0);
            for (int t = 1; t <= actions.size(0); t++) {
                costs.add(energy.energy(x.slice(1, 0, t), y.slice(1, 0, t)).item());
            }
        }
        return List.copyOf(costs);
    }

    /** As {@link #shift}, of this plan. */
    public Tensor shifted(int taken, int horizon, ActionBounds bounds) {
        return shift(actions, taken, horizon, bounds);
    }

    /**
     * The actions that are left after some have been taken: the warm start of the next plan. What is missing at the end is
     * filled with the allowed action nearest to zero.
     *
     * @param actions [H, A]
     * @return [horizon, A]
     */
    public static Tensor shift(Tensor actions, int taken, int horizon, ActionBounds bounds) {
        if (actions.shape().rank() != 2 || actions.size(1) != bounds.dim() || taken < 0 || horizon < 1) {
            throw new IllegalArgumentException(
                    "a shift needs actions [H, " + bounds.dim() + "], taken >= 0 and horizon >= 1 but got "
                            + actions.shape() + ", " + taken + " and " + horizon + ".");
        }
        int left = (int) Math.max(0, Math.min(horizon, actions.size(0) - taken));
        Tensor zero = Tensors.zeros(actions.dtype(), actions.device(), Shape.of(horizon - left, bounds.dim()));
        Tensor rest = bounds.project(zero);
        return left == 0 ? rest : Tensors.concat(List.of(actions.slice(0, taken, taken + left), rest), 0);
    }
}
