package dev.jepa.examples.doublependulum;

import dev.jepa.core.tensor.Tensor;

/** Says what a pendulum will do. */
@FunctionalInterface
interface Forecaster {
    /**
     * The coming angles.
     *
     * @param past measurements up to now, float32 [N, K, 4]
     * @param steps H
     * @return q1 and q2 after 1 … H steps in radians, [N, H, 2]
     */
    Tensor angles(Tensor past, int steps);

    /** The angles stay as they are. */
    static Forecaster persistence() {
        return (past, steps) ->
                past.slice(1, past.size(1) - 1, past.size(1)).slice(2, 0, 2).expand(past.size(0), steps, 2);
    }
}
