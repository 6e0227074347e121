package dev.jepa.examples.generative;

import dev.jepa.core.data.DataLoader;
import dev.jepa.core.data.ImageBatch;
import dev.jepa.core.data.augment.Views;
import dev.jepa.core.nn.Init;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.train.TrainStep;
import dev.jepa.examples.images.ImageBatches;
import dev.jepa.examples.images.ImageEncoder;
import dev.jepa.examples.images.ImageLearner;
import dev.jepa.examples.images.ImageReport;
import dev.jepa.examples.images.ImageTask;
import dev.jepa.examples.report.Picture;
import dev.jepa.examples.report.Pixels;
import dev.jepa.examples.report.Report;
import dev.jepa.models.generative.Autoencoder;
import dev.jepa.models.generative.AutoencoderTrainer;
import dev.jepa.models.generative.ImagesBatch;
import java.util.ArrayList;
import java.util.List;

/** An autoencoder in training: images, masks and noise are functions of (seed, step). */
final class GenerativeLearner implements ImageLearner {
    private final GenerativeRun config;
    private final ImageTask task;
    private final Device device;
    private final ImageBatches batches;
    private final Autoencoder model;
    private final AutoencoderTrainer trainer;

    GenerativeLearner(GenerativeRun config, ImageTask task, long seed, Device device) {
        this.config = config;
        this.task = task;
        this.device = device;
        batches = new ImageBatches(
                task.train(),
                List.of(config.augmentation().pipeline(config.imageSize(), task.normalize())),
                config.batchSize(),
                seed,
                device);
        model = Autoencoder.of(config.model(), Init.of(seed).on(device));
        trainer = new AutoencoderTrainer(
                model, config.optimization(), this::batch, batches.stepsPerEpoch(), Rng.of(seed));
    }

    private ImagesBatch batch(long step) {
        ImageBatches.Loaded loaded = batches.load(step);
        return new ImagesBatch(loaded.views().get(0), loaded.waited());
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
        return ImageEncoder.of(model.encoder());
    }

    @Override
    public void illustrate(Report report) {
        report.section("Reconstructions")
                .text("Images not trained on: as they are, what the encoder sees of them, and what the decoder makes of"
                        + " that. What the encoder sees as it is stays.")
                .pictures(ImageReport.SHOWN_WIDTH, reconstructions());
    }

    private List<Picture> reconstructions() {
        List<Picture> pictures = new ArrayList<>();
        int size = config.imageSize();
        try (DataLoader loader = ImageTask.some(
                        task.test(),
                        ImageReport.PICTURES,
                        ImageReport.PICTURES,
                        List.of(Views.centre(size, size, task.normalize())));
                ImageBatch batch = loader.batch(0)) {
            Tensor images = batch.tensor(0, device); // [B, C, H, W]
            Autoencoder.Reconstruction drawn = model.reconstruct(images, Rng.of(0));
            for (int i = 0; i < batch.size(); i++) {
                String name = task.nameOf(batch.labels()[i]);
                pictures.add(new Picture(name, Pixels.of(shown(images, i))));
                pictures.add(new Picture(name + ", seen", Pixels.of(shown(drawn.seen(), i))));
                pictures.add(new Picture(name + ", restored", Pixels.of(shown(drawn.restored(), i))));
            }
        }
        return pictures;
    }

    /** One image of a batch in 0 … 1. */
    private Tensor shown(Tensor images, int index) {
        return images.select(0, index)
                .to(Device.CPU)
                .mul(channels(task.normalize().std()))
                .add(channels(task.normalize().mean()));
    }

    private static Tensor channels(List<Double> values) {
        float[] floats = new float[values.size()];
        for (int c = 0; c < floats.length; c++) {
            floats[c] = values.get(c).floatValue();
        }
        return Tensors.of(floats, floats.length, 1, 1);
    }

    @Override
    public void close() {
        trainer.close();
        model.close();
        batches.close();
    }
}
