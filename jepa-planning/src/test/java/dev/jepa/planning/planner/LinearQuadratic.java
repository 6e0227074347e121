package dev.jepa.planning.planner;

import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.LinearAlgebra;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.planning.action.ActionBounds;
import dev.jepa.planning.cost.Costs;

/** A double integrator with cost sum |s_t|^2 + 0.1 |a_t|^2, and its optimum by the discrete Riccati recursion. Float64. */
final class LinearQuadratic {
    static final double EFFORT = 0.1;
    private static final double[] A = {1, 0.2, 0, 1};
    private static final double[] B = {0.02, 0.2};

    final Tensor a = Tensors.of(A, 2, 2);
    final Tensor b = Tensors.of(B, 2, 1);
    final Tensor start = Tensors.of(new double[] {1.0, -0.5}, 1, 2);
    final int horizon;

    LinearQuadratic(int horizon) {
        this.horizon = horizon;
    }

    EnergyFunction cost() {
        EnergyFunction state = (states, actions) -> states.square().sum(1, 2);
        return state.plus(Costs.effort().times(EFFORT));
    }

    Problem problem(double bound) {
        return new Problem(new LinearModel(a, b), cost(), ActionBounds.symmetric(1, bound), horizon, start);
    }

    /** The least cost that any actions reach without bounds. */
    double optimum() {
        Tensor at = a.transpose(0, 1);
        Tensor bt = b.transpose(0, 1);
        Tensor q = Tensors.eye(2, 2, DType.FLOAT64);
        Tensor value = q; // cost of s_H
        for (int t = horizon - 1; t >= 0; t--) {
            Tensor gain = LinearAlgebra.inverse(bt.matmul(value).matmul(b).add(EFFORT))
                    .matmul(bt)
                    .matmul(value)
                    .matmul(a);
            Tensor next = at.matmul(value).matmul(a.sub(b.matmul(gain)));
            value = t == 0 ? next : next.add(q);
        }
        return start.matmul(value).mul(start).sum().item();
    }
}
