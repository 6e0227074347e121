package dev.jepa.core.nn;

import dev.jepa.core.tensor.Rng;

/**
 * How a forward pass runs: with batch statistics and random masks (training), or without.
 *
 * @param training whether dropout, drop path and batch statistics are on
 * @param rng the key that every random mask of this pass derives from
 */
public record Mode(boolean training, Rng rng) {
    /** Evaluation: running statistics, nothing random. */
    public static final Mode EVAL = new Mode(false, Rng.of(0));

    /** Training, with masks derived from a key: {@code Mode.training(rng.at(step, "forward"))}. */
    public static Mode training(Rng rng) {
        return new Mode(true, rng);
    }

    /** The mode of a named part, with a key of its own. */
    public Mode at(String part) {
        return training ? new Mode(true, rng.at(part)) : this;
    }

    /** The mode of a numbered part, with a key of its own. */
    public Mode at(long part) {
        return training ? new Mode(true, rng.at(part)) : this;
    }
}
