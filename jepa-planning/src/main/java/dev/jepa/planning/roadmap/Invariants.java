package dev.jepa.planning.roadmap;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.List;

/**
 * Keeps constant what cannot change in an episode, such as where the walls stand: a model that drifts there over a long rollout would
 * imagine another world than the agent's.
 */
@FunctionalInterface
public interface Invariants {
    /**
     * Predicted states, with what cannot change restored.
     *
     * @param states [N, D]
     * @param start [1, D]
     * @param goal [1, D]
     * @return [N, D]
     */
    Tensor restore(Tensor states, Tensor start, Tensor goal);

    /** Nothing is held: states as they are predicted. */
    static Invariants none() {
        return (states, start, goal) -> states;
    }

    /** The last features of a state are the mean of the start's and the goal's. */
    static Invariants lastFeatures(int count) {
        if (count < 1) {
            throw new IllegalArgumentException(
                    "count must be >= 1 but was " + count + ".\nMaybe use Invariants.none().");
        }
        return (states, start, goal) -> {
            long features = states.size(1);
            if (count >= features) {
                throw new IllegalArgumentException("states have " + features + " features, so fewer than the last "
                        + count + " must be held.\nMaybe the model has another number of scene features.");
            }
            Tensor held = start.add(goal).mul(0.5).slice(1, features - count, features); // [1, count]
            return Tensors.concat(List.of(states.slice(1, 0, features - count), held.expand(states.size(0), count)), 1);
        };
    }
}
