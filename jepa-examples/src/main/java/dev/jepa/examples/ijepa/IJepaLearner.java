package dev.jepa.examples.ijepa;

import dev.jepa.core.data.DataLoader;
import dev.jepa.core.data.ImageBatch;
import dev.jepa.core.nn.Init;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.train.TrainStep;
import dev.jepa.examples.images.ImageBatches;
import dev.jepa.examples.images.ImageEncoder;
import dev.jepa.examples.images.ImageLearner;
import dev.jepa.examples.images.ImageReport;
import dev.jepa.examples.images.ImageTask;
import dev.jepa.examples.report.MaskDrawing;
import dev.jepa.examples.report.Picture;
import dev.jepa.examples.report.Pixels;
import dev.jepa.examples.report.Report;
import dev.jepa.models.ijepa.IJepa;
import dev.jepa.models.ijepa.IJepaBatch;
import dev.jepa.models.ijepa.IJepaTrainer;
import dev.jepa.models.ijepa.Masks;
import dev.jepa.models.ijepa.MultiblockMasks;
import java.util.ArrayList;
import java.util.List;

/** An I-JEPA in training: images and masks are functions of (seed, step). */
final class IJepaLearner implements ImageLearner {
    private final IJepaRun config;
    private final ImageTask task;
    private final MultiblockMasks masks;
    private final Rng rng;
    private final ImageBatches batches;
    private final IJepa model;
    private final IJepaTrainer trainer;

    IJepaLearner(IJepaRun config, ImageTask task, long seed, Device device) {
        this.config = config;
        this.task = task;
        rng = Rng.of(seed);
        masks = new MultiblockMasks(
                config.model().masks(), config.model().encoder().gridSide());
        batches = new ImageBatches(
                task.train(),
                List.of(config.augmentation().pipeline(config.imageSize(), task.normalize())),
                config.batchSize(),
                seed,
                device);
        model = new IJepa(config.model(), Init.of(seed).on(device));
        trainer = new IJepaTrainer(model, config.optimization(), this::batch, batches.stepsPerEpoch(), rng);
    }

    private IJepaBatch batch(long step) {
        ImageBatches.Loaded loaded = batches.load(step);
        Tensor images = loaded.views().get(0); // [B, C, H, W]
        return new IJepaBatch(images, masks.sample(rng, step, (int) images.size(0)), loaded.waited());
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
        return ImageEncoder.of(model.targetEncoder());
    }

    @Override
    public void illustrate(Report report) {
        report.section("What is context, what is target")
                .text("The predictor sees the bright patches and predicts the representations of the outlined blocks.")
                .pictures(ImageReport.SHOWN_WIDTH, drawings());
    }

    private List<Picture> drawings() {
        int size = config.imageSize();
        Masks drawn = masks.sample(Rng.of(0), 0, ImageReport.PICTURES);
        MaskDrawing drawing =
                new MaskDrawing(config.model().encoder().patch(), Math.max(1, ImageReport.SHOWN_WIDTH / size));
        List<Picture> pictures = new ArrayList<>();
        try (DataLoader loader = ImageTask.some(
                        task.train(), ImageReport.PICTURES, ImageReport.PICTURES, List.of(ImageReport.centre(size)));
                ImageBatch batch = loader.batch(0)) {
            Tensor images = batch.tensor(0, Device.CPU); // [B, C, H, W]
            for (int i = 0; i < batch.size(); i++) {
                List<long[]> targets = new ArrayList<>();
                for (int m = 0; m < drawn.targetCount(); m++) {
                    targets.add(drawn.target(m, i));
                }
                pictures.add(new Picture(
                        drawn.context(i).length + " context patches, " + drawn.targetCount() + " × "
                                + drawn.target(0, i).length + " targets",
                        drawing.draw(Pixels.of(images.select(0, i)), drawn.context(i), targets)));
            }
        }
        return pictures;
    }

    @Override
    public void close() {
        trainer.close();
        model.close();
        batches.close();
    }
}
