package dev.jepa.core.train;

import dev.jepa.core.tensor.Tensor;
import java.util.Map;
import java.util.Optional;

/**
 * A training algorithm as {@link TrainLoop} sees it: networks, optimiser, data, and what happens in one step.
 *
 * <p>A step must depend on the step number and the {@link #state} only, so that a resumed run goes on as if it had never
 * stopped: randomness comes from {@code Rng.of(seed).at(step, purpose)}, batches from {@code loader.batch(step)}. Each method
 * is called with a tensor scope open, which closes after it (after {@link #update} for {@link #compute}).
 */
public interface TrainStep {
    /** Forward and backward pass of a step counted from 0. Changes no parameter. */
    StepGradients compute(long step);

    /**
     * Applies the gradients, which are known to be finite: optimiser, moving averages.
     *
     * @return what else is worth recording: learning rate, weight decay, momentum
     */
    Map<String, Double> update(long step, StepGradients gradients);

    /** Everything that later steps depend on. */
    TrainState state();

    /** Figures of the model after this many steps, by name: losses and accuracies on data not trained on. */
    default Map<String, Double> evaluate(long stepsDone) {
        return Map.of();
    }

    /** Representations [N, D] of a fixed set of examples, N well above D, to be watched for collapse; none by default. */
    default Optional<Tensor> representations(long stepsDone) {
        return Optional.empty();
    }
}
