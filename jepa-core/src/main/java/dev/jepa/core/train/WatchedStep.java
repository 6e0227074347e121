package dev.jepa.core.train;

import dev.jepa.core.tensor.Precision;
import dev.jepa.core.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A training step whose encoder is watched for collapse.
 *
 * @param step what trains
 * @param precision of the products in {@link #compute}
 * @param watched the representations [N, D] of a fixed set of examples
 */
public record WatchedStep(TrainStep step, Precision precision, Supplier<Tensor> watched) implements TrainStep {
    /** In float32. */
    public WatchedStep(TrainStep step, Supplier<Tensor> watched) {
        this(step, Precision.FP32, watched);
    }

    @Override
    public StepGradients compute(long number) {
        return precision.run(() -> step.compute(number));
    }

    @Override
    public Map<String, Double> update(long number, StepGradients gradients) {
        return step.update(number, gradients);
    }

    @Override
    public TrainState state() {
        return step.state();
    }

    @Override
    public Map<String, Double> evaluate(long stepsDone) {
        return step.evaluate(stepsDone);
    }

    @Override
    public Optional<Tensor> representations(long stepsDone) {
        return Optional.of(watched.get());
    }
}
