package dev.jepa.losses.vicreg;

import dev.jepa.core.tensor.Tensor;

/**
 * What counts as an example, and what as a feature, when variance and covariance look at sequences of states or of feature
 * maps.
 *
 * <p>Source: facebookresearch/eb_jepa, whose regulariser offers the first four; PLDM (arXiv 2502.14819) takes statistics of single
 * steps and of single sequences. Legend: B batch, T time, C channels, H W places.
 */
public enum SampleAxes {
    /** Sequences, at their first step: N = B, D = C H W. */
    FIRST_STEP,
    /** Every step of every sequence: N = B T, D = C H W. */
    ALL_STEPS,
    /** Every place at the first step: N = B H W, D = C. */
    FIRST_STEP_PLACES,
    /** Every place at every step: N = B T H W, D = C. */
    ALL_PLACES,
    /** Sequences, for each step by itself: T batches of N = B, D = C H W. */
    EACH_STEP,
    /** Steps, for each sequence by itself: B batches of N = T, D = C H W. */
    EACH_SEQUENCE,
    /** Places, for each map by itself: B T batches of N = H W, D = C. */
    EACH_MAP;

    /**
     * The embeddings whose statistics are taken.
     *
     * @param states [B, T, D] (one place) or [B, T, C, H, W]
     * @return [N, D], or batches of them [..., N, D]
     */
    public Tensor of(Tensor states) {
        int rank = states.shape().rank();
        if (rank != 3 && rank != 5) {
            throw new IllegalArgumentException("States must be [B, T, D] or [B, T, C, H, W] but were " + states.shape()
                    + ".\nMaybe a single image needs an axis of time: unsqueeze(1).");
        }
        if (states.shape().elements() == 0) {
            throw new IllegalArgumentException(
                    "States must hold one element or more but were " + states.shape() + ".\nMaybe the batch is empty.");
        }
        long channels = states.size(2);
        Tensor steps = rank == 3 ? states : states.flatten(2, 4); // [B, T, C H W]
        Tensor places = rank == 3
                ? states.unsqueeze(2) // [B, T, 1, C]
                : states.flatten(3, 4).transpose(2, 3); // [B, T, H W, C]
        return switch (this) {
            case FIRST_STEP -> steps.select(1, 0);
            case ALL_STEPS -> steps.flatten(0, 1);
            case FIRST_STEP_PLACES -> places.select(1, 0).reshape(-1, channels);
            case ALL_PLACES -> places.reshape(-1, channels);
            case EACH_STEP -> steps.transpose(0, 1);
            case EACH_SEQUENCE -> steps;
            case EACH_MAP -> places.flatten(0, 1);
        };
    }
}
