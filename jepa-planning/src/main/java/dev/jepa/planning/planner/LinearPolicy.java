package dev.jepa.planning.planner;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.planning.action.ActionBounds;
import java.util.Arrays;
import java.util.Optional;

/** Changes of a plan within its bounds and feedback on deviations from it, from the Riccati recursion. Float64, on the CPU. */
final class LinearPolicy {
    private final Tensor[] offsets;
    private final Tensor[] gains;

    private LinearPolicy(int horizon) {
        offsets = new Tensor[horizon];
        gains = new Tensor[horizon];
    }

    /** k_t, [A]: the plan's action and this are within the bounds. */
    Tensor offset(int t) {
        return offsets[t];
    }

    /** K_t, [A, D]; zero across bounds that hold an action. */
    Tensor gain(int t) {
        return gains[t];
    }

    /**
     * Backwards in time: k is the best change within the bounds under Qu and Quu, and K = -M Qux with its response M, which is Quu^-1 where
     * no bound holds the action. Empty when numbers grow beyond float64 on the way.
     *
     * @param plan the actions that the expansion is around, [H, A]
     */
    static Optional<LinearPolicy> solve(Expansion e, Tensor plan, ActionBounds bounds, double regularisation) {
        int horizon = (int) e.actionGradient().size(0);
        int dim = bounds.dim();
        double[] actions = plan.toDoubleArray();
        LinearPolicy policy = new LinearPolicy(horizon);
        CostToGo ahead = CostToGo.atEnd(e);
        for (int t = horizon - 1; t >= 0; t--) {
            CostToGo.OfAction q = ahead.before(e, t);
            if (!q.isFinite()) {
                return Optional.empty();
            }
            double[] action = Arrays.copyOfRange(actions, t * dim, (t + 1) * dim);
            Curvature curvature = Curvature.of(q.quu(), regularisation);
            BoundedStep step = BoundedStep.best(bounds, action, curvature, q.qu().toDoubleArray());
            Tensor k = Tensors.of(step.change(), dim, 1);
            Tensor gain = matrix(step.response()).matmul(q.qux()).neg();
            policy.offsets[t] = k.squeeze(1);
            policy.gains[t] = gain;
            if (t > 0) {
                ahead = ahead.under(e, t, q, k, gain);
            }
        }
        return Optional.of(policy);
    }

    private static Tensor matrix(double[][] rows) {
        double[] flat = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
        return Tensors.of(flat, rows.length, rows.length);
    }
}
