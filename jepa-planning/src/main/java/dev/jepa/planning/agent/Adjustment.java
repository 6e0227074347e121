package dev.jepa.planning.agent;

import dev.jepa.core.tensor.Rng;

/** What a surprise sets off: the world model (or the critic) learns from the last transitions, without any reward (LeCun 2022, section 3.3). */
@FunctionalInterface
public interface Adjustment {
    /**
     * Learns.
     *
     * @param recent the last transitions
     * @param rng draws from them
     */
    void adjust(ShortTermMemory recent, Rng rng);

    /** Leaves everything as it is. */
    static Adjustment none() {
        return (recent, rng) -> {};
    }
}
