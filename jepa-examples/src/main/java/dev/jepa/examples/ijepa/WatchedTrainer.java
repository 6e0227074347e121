package dev.jepa.examples.ijepa;

import dev.jepa.core.data.DataLoader;
import dev.jepa.core.data.ImageBatch;
import dev.jepa.core.data.augment.Views;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Precision;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.train.StepGradients;
import dev.jepa.core.train.TrainState;
import dev.jepa.core.train.TrainStep;
import dev.jepa.models.ijepa.IJepa;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A trainer whose target encoder is watched for collapse on a fixed set of training images, pooled over patches. */
final class WatchedTrainer implements TrainStep {
    private static final int WATCHED = 1024;
    private static final int BATCH = 256;

    private final TrainStep trainer;
    private final IJepa model;
    private final ImageTask task;
    private final Precision precision;

    WatchedTrainer(TrainStep trainer, IJepa model, ImageTask task, Precision precision) {
        this.trainer = trainer;
        this.model = model;
        this.task = task;
        this.precision = precision;
    }

    @Override
    public StepGradients compute(long step) {
        return precision.run(() -> trainer.compute(step));
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
        int size = model.config().encoder().imageSize();
        Device device = model.targetEncoder().parameters().get(0).device();
        List<Tensor> pooled = new ArrayList<>();
        try (DataLoader loader =
                ImageTask.some(task.train(), WATCHED, BATCH, List.of(Views.centre(size, size, task.normalize())))) {
            for (long i = 0; i < loader.stepsPerEpoch(); i++) {
                try (ImageBatch batch = loader.batch(i)) {
                    Tensor images = batch.tensor(0, device); // [B, C, H, W]
                    pooled.add(model.targetEncoder().encode(images, Mode.EVAL).mean(1)); // [B, D]
                }
            }
        }
        return Optional.of(Tensors.concat(pooled, 0));
    }
}
