package dev.jepa.planning.planner;

import dev.jepa.core.tensor.Shape;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.planning.action.ActionBounds;
import java.util.Optional;

/** One call of a planner: the problem, the budget, the seed, and a plan to begin with. */
public final class PlanRequest {
    private final Problem problem;
    private final Budget budget;
    private final long seed;
    private final Optional<Tensor> warmStart;

    private PlanRequest(Problem problem, Budget budget, long seed, Optional<Tensor> warmStart) {
        this.problem = problem;
        this.budget = budget;
        this.seed = seed;
        this.warmStart = warmStart;
    }

    /** A request with seed 0 and no warm start. */
    public static PlanRequest of(Problem problem, Budget budget) {
        if (budget.modelCalls() < problem.horizon()) {
            throw new IllegalArgumentException("a budget of " + budget.modelCalls()
                    + " model calls does not suffice for one candidate of " + problem.horizon()
                    + " steps.\nMaybe shorten the horizon.");
        }
        return new PlanRequest(problem, budget, 0, Optional.empty());
    }

    /** The same with another seed. */
    public PlanRequest withSeed(long other) {
        return new PlanRequest(problem, budget, other, warmStart);
    }

    /** The same with another budget. */
    public PlanRequest withBudget(Budget other) {
        PlanRequest checked = of(problem, other);
        return new PlanRequest(problem, checked.budget, seed, warmStart);
    }

    /**
     * The same, beginning with a plan.
     *
     * @param actions [H, A], within the bounds; see {@link Plan#shifted}
     */
    public PlanRequest withWarmStart(Tensor actions) {
        ActionBounds bounds = problem.bounds();
        if (!actions.shape().equals(Shape.of(problem.horizon(), bounds.dim()))) {
            throw new IllegalArgumentException(
                    "a warm start must be [" + problem.horizon() + ", " + bounds.dim() + "] but was " + actions.shape()
                            + ".\nMaybe shift the last plan: plan.shifted(steps, horizon, bounds).");
        }
        double[] values = actions.toDoubleArray();
        for (int t = 0; t < problem.horizon(); t++) {
            double[] action = new double[bounds.dim()];
            System.arraycopy(values, t * action.length, action, 0, action.length);
            bounds.require(action);
        }
        return new PlanRequest(problem, budget, seed, Optional.of(actions));
    }

    public Problem problem() {
        return problem;
    }

    public Budget budget() {
        return budget;
    }

    public long seed() {
        return seed;
    }

    public Optional<Tensor> warmStart() {
        return warmStart;
    }
}
