package dev.jepa.examples.tworooms;

import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.train.StepGradients;
import dev.jepa.core.train.TrainState;
import dev.jepa.core.train.TrainStep;
import dev.jepa.models.action.ActionJepa;
import java.util.Map;
import java.util.Optional;

/** A trainer whose encoder is watched for collapse on fixed walks that it does not train on. */
final class WatchedTrainer implements TrainStep {
    private final TrainStep trainer;
    private final ActionJepa model;
    private final Walks watched;

    WatchedTrainer(TrainStep trainer, ActionJepa model, Walks watched) {
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
        Tensor states = model.encodeSequence(watched.windows(0).observations(), Mode.EVAL); // [B, T, D]
        return Optional.of(states.flatten(0, 1));
    }
}
