package dev.jepa.examples.jea;

import dev.jepa.core.data.augment.Pipeline;
import dev.jepa.core.data.augment.Views;
import dev.jepa.core.model.Encoder;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.train.TrainStep;
import dev.jepa.examples.images.ImageBatches;
import dev.jepa.examples.images.ImageEncoder;
import dev.jepa.examples.images.ImageLearner;
import dev.jepa.examples.images.ImageTask;
import dev.jepa.models.jea.JeaBatch;
import dev.jepa.models.jea.JeaTrainer;
import dev.jepa.models.jea.JointEmbedding;
import java.util.Collections;

/** A joint-embedding model in training: views are functions of (seed, step). */
final class JeaLearner implements ImageLearner {
    private final JeaRun config;
    private final ImageBatches batches;
    private final JointEmbedding model;
    private final JeaTrainer trainer;

    JeaLearner(JeaRun config, ImageTask task, long seed, Device device) {
        this.config = config;
        Pipeline view = Views.small(config.imageSize(), task.normalize()).get(0);
        batches = new ImageBatches(
                task.train(), Collections.nCopies(config.views(), view), config.batchSize(), seed, device);
        model = config.encoder().model(config.model(), Init.of(seed).on(device));
        trainer = new JeaTrainer(model, config.optimization(), this::batch, batches.stepsPerEpoch(), Rng.of(seed));
    }

    private JeaBatch batch(long step) {
        ImageBatches.Loaded loaded = batches.load(step);
        return new JeaBatch(loaded.views(), loaded.waited());
    }

    @Override
    public TrainStep trainer() {
        return trainer;
    }

    @Override
    public long steps() {
        return config.optimization().steps(batches.stepsPerEpoch());
    }

    @Override
    public long stepsPerEpoch() {
        return batches.stepsPerEpoch();
    }

    @Override
    public ImageEncoder encoder() {
        return ImageEncoder.of((Module & Encoder) model.encoder()); // as JointEmbedding.of asks for
    }

    @Override
    public void close() {
        trainer.close();
        model.close();
        batches.close();
    }
}
