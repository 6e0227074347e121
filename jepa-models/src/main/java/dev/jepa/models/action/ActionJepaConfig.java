package dev.jepa.models.action;

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
        if (actionDim < 0 || actionFeatures < 0 || inverseHidden < 1) {
            throw new IllegalArgumentException(
                    "actionDim and actionFeatures must be >= 0 and inverseHidden >= 1 but were " + actionDim + ", "
                            + actionFeatures + " and " + inverseHidden + ".");
        }
        if (actionDim == 0 && actionFeatures > 0) {
            throw new IllegalArgumentException("Without actions there is nothing to encode, but actionFeatures was "
                    + actionFeatures + ".\nMaybe set it to 0.");
        }
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
