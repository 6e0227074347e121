package dev.jepa.planning.cost;

import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.tensor.Tensor;
import java.util.function.Function;

/** The cost of plans of one decision, which may depend on where the agent is as well as on where it should go. */
@FunctionalInterface
public interface GoalCost {
    /**
     * The cost of plans that begin at a state. Called once a decision; the energy is used for that decision alone.
     *
     * @param state the encoded observation, [1, D]
     * @param goal the encoded goal, [1, D]
     */
    EnergyFunction of(Tensor state, Tensor goal);

    /**
     * What the last plan predicted for the steps that were taken since: for costs that learn from what came instead. Called before
     * {@link #of} of each decision but an episode's first.
     *
     * @param states [T, D], the last one for now
     */
    default void predicted(Tensor states) {}

    /** Forgets the episode: called before each, and after the last. */
    default void reset() {}

    /** Predicted transitions that {@link #of} has asked of a model so far, over all episodes. */
    default long modelCalls() {
        return 0;
    }

    /** A cost that depends on the goal alone, for example {@code GoalCost.ofGoal(GoalDistance::sum)}. */
    static GoalCost ofGoal(Function<Tensor, EnergyFunction> costOfGoal) {
        return (state, goal) -> costOfGoal.apply(goal);
    }
}
