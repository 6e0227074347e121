package dev.jepa.examples.jea;

import dev.jepa.core.data.Crops;
import dev.jepa.core.data.augment.Normalize;
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
import dev.jepa.models.jea.ImageViews;
import dev.jepa.models.jea.JeaBatch;
import dev.jepa.models.jea.JeaTrainer;
import dev.jepa.models.jea.JointEmbedding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A joint-embedding model in training: views are functions of (seed, step). */
final class JeaLearner implements ImageLearner {
    private final JeaRun config;
    private final Device device;
    private final ImageBatches batches;
    private final JointEmbedding model;
    private final JeaTrainer trainer;

    JeaLearner(JeaRun config, ImageTask task, long seed, Device device) {
        this.config = config;
        this.device = device;
        batches = new ImageBatches(task.train(), pipelines(config, task.normalize()), config.batchSize(), seed, device);
        model = config.encoder().model(config.model(), Init.of(seed).on(device));
        trainer = new JeaTrainer(model, config.optimization(), this::batch, batches.stepsPerEpoch(), Rng.of(seed));
    }

    private static List<Pipeline> pipelines(JeaRun config, Normalize normalize) {
        List<Pipeline> pipelines = new ArrayList<>(
                Collections.nCopies(config.views(), Views.small(config.imageSize(), 0.2, 1, normalize)));
        JeaRun.LocalCrops crops = config.localCrops();
        pipelines.addAll(Collections.nCopies(
                crops.count(), Views.small(crops.size(), crops.minScale(), crops.maxScale(), normalize)));
        return pipelines;
    }

    private JeaBatch batch(long step) {
        ImageBatches.Loaded loaded = batches.load(step);
        boolean asked = config.model().method().needsMaps();
        List<Crops> crops = asked
                ? loaded.regions().stream()
                        .map(regions -> Crops.of(regions, device))
                        .toList()
                : List.of();
        return new JeaBatch(new ImageViews(loaded.views(), config.views(), crops), loaded.waited());
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
