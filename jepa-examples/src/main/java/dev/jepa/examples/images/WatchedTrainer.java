package dev.jepa.examples.images;

import dev.jepa.core.data.DataLoader;
import dev.jepa.core.data.ImageBatch;
import dev.jepa.core.data.augment.Views;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Precision;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.train.StepGradients;
import dev.jepa.core.train.TrainState;
import dev.jepa.core.train.TrainStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A trainer whose encoder is watched for collapse on a fixed set of training images. */
public final class WatchedTrainer implements TrainStep {
    private static final int WATCHED = 1024;
    private static final int BATCH = 256;

    private final TrainStep trainer;
    private final ImageTask task;
    private final int imageSize;
    private final Device device;
    private final Precision precision;
    private final UnaryOperator<Tensor> encoder;

    /**
     * @param precision of the products in a training step
     * @param encoder images [B, C, H, W] to representations [B, D]
     */
    public WatchedTrainer(
            TrainStep trainer,
            ImageTask task,
            int imageSize,
            Device device,
            Precision precision,
            UnaryOperator<Tensor> encoder) {
        this.trainer = trainer;
        this.task = task;
        this.imageSize = imageSize;
        this.device = device;
        this.precision = precision;
        this.encoder = encoder;
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
        List<Tensor> pooled = new ArrayList<>();
        try (DataLoader loader = ImageTask.some(
                task.train(), WATCHED, BATCH, List.of(Views.centre(imageSize, imageSize, task.normalize())))) {
            for (long i = 0; i < loader.stepsPerEpoch(); i++) {
                try (ImageBatch batch = loader.batch(i)) {
                    pooled.add(encoder.apply(batch.tensor(0, device))); // [B, D]
                }
            }
        }
        return Optional.of(Tensors.concat(pooled, 0));
    }
}
