package dev.jepa.examples.planning;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.examples.report.HeatMap;
import dev.jepa.examples.report.Picture;
import dev.jepa.planning.env.Environment;
import dev.jepa.planning.mpc.Controller;
import dev.jepa.planning.planner.Plan;
import dev.jepa.planning.planner.Planner;
import dev.jepa.planning.planner.Problem;
import java.util.function.Function;

/**
 * How the cost that a planner minimises changes around its plan, along two directions.
 *
 * <p>Actions of two components or more: one displacement of the first two is added to all actions. Actions of one component: one number is
 * added to the first half of the plan, another to the second. Displaced actions are projected to the bounds, so that the picture is flat
 * where they end.
 */
public final class CostLandscape {
    private static final int GRID = 21;
    private static final int CELL = 13;
    /** The largest displacement, in halves of the range of an action's component. */
    private static final double REACH = 2.0 / 3;

    private CostLandscape() {}

    /**
     * The picture of the first decision of an episode.
     *
     * @param controllers makes a controller with a given planner; it is closed afterwards
     * @param environment that has just been reset
     */
    public static Picture ofFirstDecision(
            Planner planner, Function<Planner, Controller> controllers, Environment environment) {
        double[][] costs = new double[1][];
        try (Controller controller = controllers.apply(request -> {
            Plan plan = planner.plan(request);
            costs[0] = around(request.problem(), plan.actions());
            return plan;
        })) {
            controller.begin(environment);
            controller.act(environment);
        }
        return new Picture("cost around the first plan, which is in the middle", HeatMap.of(costs[0], GRID, CELL));
    }

    /** Costs on the grid, row by row, those of the plan [H, A] itself in the middle. */
    static double[] around(Problem problem, Tensor plan) {
        try (TensorScope ignored = TensorScope.open()) {
            Tensor displaced = plan.unsqueeze(0).add(displacements(problem, plan));
            Tensor actions = problem.bounds().project(displaced);
            long count = actions.size(0);
            Tensor starts = problem.state().expand(count, problem.state().size(1));
            return problem.cost()
                    .energy(problem.model().unroll(starts, actions), actions)
                    .toDoubleArray();
        }
    }

    /** [GRID^2, H, A]: x along a row, y from row to row. */
    private static Tensor displacements(Problem problem, Tensor plan) {
        int horizon = (int) plan.size(0);
        int dim = (int) plan.size(1);
        double[] low = problem.bounds().low();
        double[] high = problem.bounds().high();
        float[] values = new float[GRID * GRID * horizon * dim];
        for (int i = 0; i < values.length; i++) {
            int k = i % dim;
            int t = i / dim % horizon;
            int cell = i / dim / horizon;
            boolean isX = dim == 1 ? t < horizon / 2.0 : k == 0;
            boolean moves = k < 2;
            double offset = offset(isX ? cell % GRID : cell / GRID);
            values[i] = moves ? (float) (offset * (high[k] - low[k]) / 2) : 0;
        }
        return Tensors.of(values, GRID * GRID, horizon, dim).to(plan.dtype()).to(plan.device());
    }

    private static double offset(int cell) {
        return REACH * (2.0 * cell / (GRID - 1) - 1);
    }
}
