package dev.jepa.planning.agent;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.List;

/** The input of networks that are told the goal. */
final class GoalConditioned {
    private GoalConditioned() {}

    /** States [B, D] and goals [B, D] or [1, D] side by side, [B, 2 D]. */
    static Tensor input(Tensor states, Tensor goals) {
        if (goals.shape().rank() != 2 || (goals.size(0) != 1 && goals.size(0) != states.size(0))) {
            throw new IllegalArgumentException("goals must be [1, D] or [" + states.size(0) + ", D] but were "
                    + goals.shape() + ".\nMaybe encode one goal, or one for each state.");
        }
        Tensor each = goals.size(0) == states.size(0) ? goals : goals.expand(states.size(0), goals.size(1));
        return Tensors.concat(List.of(states, each), 1);
    }
}
