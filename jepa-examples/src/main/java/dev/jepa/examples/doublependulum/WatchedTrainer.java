package dev.jepa.examples.doublependulum;

import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.train.StepGradients;
import dev.jepa.core.train.TrainState;
import dev.jepa.core.train.TrainStep;
import dev.jepa.models.action.ActionBatch;
import dev.jepa.models.action.ActionJepa;
import java.util.Map;
import java.util.Optional;

/** A trainer whose encoder is watched for collapse on one batch. */
final class WatchedTrainer implements TrainStep {
    private final TrainStep trainer;
    private final ActionJepa model;
    private final ActionBatch watched;

    WatchedTrainer(TrainStep trainer, ActionJepa model, ActionBatch watched) {
        this.trainer = trainer;
        this.model = model;
        this.watched = watched;
    }

    @Override
    public StepGradients compute(long step) {
        return trainer.compute(step);
    }

    @Override
    public Map<String, Double> update(long step, StepGradients gradients) {
        return trainer.update(step, gradients);
    }

    @Override
    public TrainState state() {
        return trainer.state();
    }

    @Override
    public Optional<Tensor> representations(long stepsDone) {
        return Optional.of(
                model.encodeSequence(watched.observations(), Mode.EVAL).flatten(0, 1)); // [B (H + 1), D]
    }
}
