package dev.jepa.examples.ijepa;

import dev.jepa.core.data.ImageDataset;
import dev.jepa.core.data.augment.CenterCrop;
import dev.jepa.core.data.augment.Pipeline;
import dev.jepa.core.data.augment.Planes;
import dev.jepa.core.data.augment.Resize;
import dev.jepa.core.nn.Mode;
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

    WatchedTrainer(TrainStep trainer, IJepa model, ImageTask task) {
        this.trainer = trainer;
        this.model = model;
        this.task = task;
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
        ImageDataset images = task.train();
        int count = Math.min(WATCHED, images.size());
        List<Tensor> pooled = new ArrayList<>();
        for (int first = 0; first < count; first += BATCH) {
            Tensor batch = batch(images, first, Math.min(count, first + BATCH)); // [B, C, H, W]
            pooled.add(model.targetEncoder().encode(batch, Mode.EVAL).mean(1)); // [B, D]
        }
        return Optional.of(Tensors.concat(pooled, 0));
    }

    private Tensor batch(ImageDataset images, int from, int to) {
        int size = model.config().encoder().imageSize();
        Pipeline pipeline = Pipeline.of(Resize.of(size), CenterCrop.of(size), task.normalize());
        List<Tensor> views = new ArrayList<>();
        for (int i = from; i < to; i++) {
            Planes view = pipeline.apply(images.image(i).toPlanes(), 0, 0, i, 0);
            views.add(Tensors.of(view.values(), view.channels(), view.height(), view.width()));
        }
        return Tensors.stack(views, 0)
                .to(model.contextEncoder().parameters().get(0).device());
    }
}
