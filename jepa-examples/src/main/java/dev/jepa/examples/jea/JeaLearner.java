package dev.jepa.examples.jea;

import dev.jepa.core.data.augment.Normalize;
import dev.jepa.core.data.augment.Pipeline;
import dev.jepa.core.data.augment.Region;
import dev.jepa.core.data.augment.Views;
import dev.jepa.core.model.Encoder;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensors;
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
import java.util.stream.DoubleStream;

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
        List<ImageViews.Crops> crops =
                asked ? loaded.regions().stream().map(this::crops).toList() : List.of();
        return new JeaBatch(new ImageViews(loaded.views(), config.views(), crops), loaded.waited());
    }

    private ImageViews.Crops crops(List<Region> regions) {
        double[] boxes = regions.stream()
                .flatMapToDouble(r -> DoubleStream.of(r.top(), r.left(), r.height(), r.width()))
                .toArray();
        boolean[] mirrored = new boolean[regions.size()];
        for (int i = 0; i < mirrored.length; i++) {
            mirrored[i] = regions.get(i).mirrored();
        }
        return new ImageViews.Crops(
                Tensors.of(boxes, regions.size(), 4).to(device),
                Tensors.of(mirrored, regions.size()).to(device));
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
