package dev.jepa.planning.planner;

import dev.jepa.core.model.WorldModel;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.planning.action.ActionBounds;
import dev.jepa.planning.cost.Costs;
import dev.jepa.planning.cost.GoalDistance;

/** A mass in the plane, pushed by bounded forces: state (x, y, vx, vy), with drag 0.1. Float32. */
final class PointMass implements WorldModel {
    static final double BOUND = 0.3;

    @Override
    public Tensor encode(Tensor observations) {
        return observations;
    }

    @Override
    public Tensor predict(Tensor states, Tensor actions) {
        Tensor velocity = states.slice(1, 2, 4).mul(0.9).add(actions);
        Tensor position = states.slice(1, 0, 2).add(velocity);
        return Tensors.concat(java.util.List.of(position, velocity), 1);
    }

    /** From rest at (0, 0) to (2, -1.5) within 12 steps. */
    static Problem problem() {
        Tensor goal = Tensors.of(new float[] {2, -1.5f}, 2);
        return new Problem(
                new PointMass(),
                Costs.on(states -> states.slice(2, 0, 2), GoalDistance.sum(goal)),
                ActionBounds.symmetric(2, BOUND),
                12,
                Tensors.zeros(1, 4).to(DType.FLOAT32));
    }

    /** The distance to the goal at the end. */
    static double miss(Plan plan) {
        double[] last = plan.states().select(0, plan.states().size(0) - 1).toDoubleArray();
        return Math.hypot(last[0] - 2, last[1] + 1.5);
    }
}
