package dev.jepa.planning.roadmap;

import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;

/** Random actions to imagine: such that rollouts get somewhere, and no others than a model has seen in training. */
@FunctionalInterface
public interface ActionProposal {
    /**
     * Actions of rollouts, a function of the key.
     *
     * @return [rollouts, steps, A]
     */
    Tensor propose(Rng rng, int rollouts, int steps);
}
