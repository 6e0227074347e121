package dev.jepa.planning.agent;

import dev.jepa.core.tensor.Tensor;

/** Estimates the state of the world from what is seen: s_0 = Enc(x). Often {@code model::encode}. */
@FunctionalInterface
public interface Perception {
    /** Observations [B, ...] to states [B, D]. */
    Tensor perceive(Tensor observations);
}
