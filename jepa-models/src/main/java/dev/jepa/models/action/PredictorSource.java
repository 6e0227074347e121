package dev.jepa.models.action;

import dev.jepa.core.config.OpenChoice;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.LayerNorm;
import java.util.Optional;

/**
 * Makes a model's predictor, once the sizes of states and actions are known. {@link PredictorConfig} holds those that come with the
 * library; a record of one's own that implements this interface may stand in a configuration as well.
 */
@FunctionalInterface
@OpenChoice(PredictorConfig.class)
public interface PredictorSource {
    /**
     * The predictor for states of D = {@code dim} features and encoded actions of E = {@code actionDim}.
     *
     * @param encoderNorm the encoder's last normalisation, if it has one that may be shared
     */
    ActionPredictor create(int actionDim, int dim, Optional<LayerNorm> encoderNorm, Init init);
}
