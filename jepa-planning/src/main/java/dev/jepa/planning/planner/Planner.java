package dev.jepa.planning.planner;

/**
 * Chooses a sequence of actions by predicting what it leads to.
 *
 * <p>Every planner promises: actions within the bounds; the best plan that it has evaluated, so never one worse than the warm
 * start; an end when the budget ends; the same plan for the same request (unless the budget is a time); and a clear error
 * for a model that predicts NaN. {@link Search} keeps these promises for a planner; new planners are written on it.
 *
 * <p>Planners keep nothing between calls and may be shared by threads.
 */
@FunctionalInterface
public interface Planner {
    /**
     * Plans once.
     *
     * @return a plan whose tensors belong to the scope that is open now
     * @throws PlanningException if the model or the cost gives no finite number, or no gradient to a planner that needs one
     * @throws IllegalArgumentException if shapes do not fit, or the budget does not suffice for one candidate
     */
    Plan plan(PlanRequest request);
}
