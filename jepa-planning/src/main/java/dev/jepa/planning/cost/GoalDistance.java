package dev.jepa.planning.cost;

import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.tensor.Tensor;

/**
 * How far predicted states are from a goal: mean over features of (s_t - goal)^2, summed over time or at the last step.
 *
 * <p>The sum wants the goal soon; it beats the last step in every published comparison on Two Rooms. The last step allows detours.
 *
 * @param goal [D] or [1, D] for all plans, or [B, 1, D] with one for each
 * @param when which steps count
 */
public record GoalDistance(Tensor goal, When when) implements EnergyFunction {
    /** Which steps count. */
    public enum When {
        /** The sum over all steps. */
        SUM,
        /** The mean over all steps: the same plans, on a scale that does not depend on the horizon. */
        MEAN,
        /** The last step alone. */
        LAST
    }

    public GoalDistance {
        int rank = goal.shape().rank();
        if (rank < 1 || rank > 3 || (rank >= 2 && goal.size(rank - 2) != 1)) {
            throw new IllegalArgumentException(
                    "the goal must be [D], [1, D] or [B, 1, D] but was " + goal.shape() + ".");
        }
    }

    /** Summed over time. */
    public static GoalDistance sum(Tensor goal) {
        return new GoalDistance(goal, When.SUM);
    }

    /** At the last step. */
    public static GoalDistance last(Tensor goal) {
        return new GoalDistance(goal, When.LAST);
    }

    @Override
    public Tensor energy(Tensor states, Tensor actions) {
        if (states.size(-1) != goal.size(-1)) {
            throw new IllegalArgumentException("states have " + states.size(-1) + " features but the goal "
                    + goal.size(-1) + ".\nMaybe the goal was encoded by another model.");
        }
        Tensor counted = when == When.LAST ? states.slice(1, states.size(1) - 1, states.size(1)) : states;
        Tensor distance = counted.sub(goal).square().mean(2); // [B, T]
        return when == When.MEAN ? distance.mean(1) : distance.sum(1);
    }
}
