package dev.jepa.losses.temporal;

import dev.jepa.core.tensor.Tensor;

/** f of {@link InverseDynamics}: reads off two states the action that led from one to the other. */
@FunctionalInterface
public interface ActionReader {
    /**
     * The actions between states.
     *
     * @param from s_t, [..., D]
     * @param to s_t+1, [..., D]
     * @return a_t as read, [..., A]
     */
    Tensor read(Tensor from, Tensor to);
}
