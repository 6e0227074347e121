package dev.jepa.planning.agent;

import dev.jepa.core.tensor.Tensor;

/**
 * What the configurator wants done now.
 *
 * @param goal the state to be in, [1, D]: what the policy is told, and what the critic's values are about
 * @param cost what plans are judged by
 */
public record Task(Tensor goal, Cost cost) {
    public Task {
        if (goal.shape().rank() != 2 || goal.size(0) != 1) {
            throw new IllegalArgumentException(
                    "the goal must be [1, D] but was " + goal.shape() + ".\nMaybe encode one picture of it.");
        }
    }
}
