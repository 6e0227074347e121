package dev.jepa.models.action;

import dev.jepa.core.config.OpenChoice;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.train.LossTerms;
import java.util.Optional;

/**
 * What an action-conditioned JEPA minimises: any function of the model and a batch. {@link ActionMethod} holds those that come with
 * the library; a record of one's own that implements this interface may stand in a configuration as well.
 */
@FunctionalInterface
@OpenChoice(ActionMethod.class)
public interface ActionObjective {
    /**
     * The loss of a batch, a scalar, and its unweighted terms, "prediction" first.
     *
     * @param mode gives random parts their key
     */
    LossTerms loss(ActionJepa model, ActionBatch batch, Mode mode);

    /** m of the target encoder's moving average, if the objective reads {@link ActionJepa#target}. */
    default Optional<Double> targetMomentum() {
        return Optional.empty();
    }
}
