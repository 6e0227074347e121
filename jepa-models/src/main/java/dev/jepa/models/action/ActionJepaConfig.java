package dev.jepa.models.action;

import dev.jepa.core.errors.Bounds;

/**
 * The networks of an action-conditioned JEPA beside its encoder.
 *
 * @param actionDim A, components of an action; 0 for a world in which nothing acts
 * @param actionFeatures E, features that actions are encoded to; 0 to give them to the predictor as they are
 * @param predictor predicts the next state
 * @param inverseHidden width of the network that reads actions off pairs of states
 * @param latent for what the action does not determine
 */
public record ActionJepaConfig(
        int actionDim, int actionFeatures, PredictorSource predictor, int inverseHidden, LatentNoise latent) {
    public ActionJepaConfig {
        Bounds.maybe("an actionDim of 0 where nothing acts, and an inverseHidden of 256")
                .atLeast(0, "actionDim", actionDim)
                .atLeast(0, "actionFeatures", actionFeatures)
                .atLeast(1, "inverseHidden", inverseHidden);
        Bounds.maybe("0, for without actions (an actionDim of 0) there is nothing to encode")
                .that(actionDim > 0 || actionFeatures == 0, "actionFeatures", "be 0 if actionDim is 0", actionFeatures);
    }

    /** A deterministic model. */
    public ActionJepaConfig(int actionDim, int actionFeatures, PredictorSource predictor, int inverseHidden) {
        this(actionDim, actionFeatures, predictor, inverseHidden, LatentNoise.NONE);
    }

    /** The same with a latent variable. */
    public ActionJepaConfig withLatent(LatentNoise other) {
        return new ActionJepaConfig(actionDim, actionFeatures, predictor, inverseHidden, other);
    }

    /** eb_jepa's for Two Rooms: plain actions, a GRU with the encoder's normalisation, inverse dynamics of 256. */
    public static ActionJepaConfig ebJepa() {
        return new ActionJepaConfig(2, 0, new PredictorConfig.GatedRecurrent(true), 256);
    }
}
