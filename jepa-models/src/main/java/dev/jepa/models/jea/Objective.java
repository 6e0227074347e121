package dev.jepa.models.jea;

import dev.jepa.core.config.OpenChoice;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.train.LossTerms;

/**
 * What a joint-embedding model minimises: any loss of the views of a batch. {@link Method} holds those that come with the library; a
 * record of one's own that implements this interface may stand in a configuration as well.
 */
@FunctionalInterface
@OpenChoice(Method.class)
public interface Objective {
    /**
     * The loss of a batch: the sum that is minimised, and its unweighted parts.
     *
     * @param rng the step's key, for losses that draw
     */
    LossTerms loss(ViewOutputs views, Rng rng);

    /** Whether the loss reads {@link ViewOutputs#predictions}, so that a model without a predictor cannot be trained by it. */
    default boolean needsPredictor() {
        return false;
    }

    /** Whether targets must come from a moving average of encoder and projector. */
    default boolean needsTargetNetwork() {
        return false;
    }

    /** Whether the loss reads {@link ViewOutputs#local}: maps behind a projector of their own, and where their places lie. */
    default boolean needsMaps() {
        return false;
    }
}
