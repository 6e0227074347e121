package dev.jepa.examples.ijepa;

import dev.jepa.core.data.Crops;
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
import dev.jepa.examples.report.Report;
import dev.jepa.models.ijepa.IJepa;
import dev.jepa.models.ijepa.IJepaBatch;
import dev.jepa.models.ijepa.IJepaConfig;
import dev.jepa.models.ijepa.IJepaTrainer;
import dev.jepa.models.ijepa.MultiblockMasks;
import dev.jepa.models.ijepa.OtherView;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** An I-JEPA in training: images and masks are functions of (seed, step). */
final class IJepaLearner implements ImageLearner {
    private final IJepaRun config;
    private final ImageTask task;
    private final MultiblockMasks masks;
    private final Device device;
    private final Rng rng;
    private final ImageBatches batches;
    private final IJepa model;
    private final IJepaTrainer trainer;

    IJepaLearner(IJepaRun config, ImageTask task, long seed, Device device) {
        this.config = config;
        this.task = task;
        this.device = device;
        rng = Rng.of(seed);
        masks = new MultiblockMasks(
                config.model().masks(), config.model().encoder().gridSide());
        batches = new ImageBatches(
                task.train(),
                Collections.nCopies(
                        predictsOtherView() ? 2 : 1,
                        config.augmentation().pipeline(config.imageSize(), task.normalize())),
                config.batchSize(),
                seed,
                device);
        model = new IJepa(config.model(), Init.of(seed).on(device));
        trainer = new IJepaTrainer(model, config.optimization(), this::batch, batches.stepsPerEpoch(), rng);
    }

    private IJepaBatch batch(long step) {
        ImageBatches.Loaded loaded = batches.load(step);
        Tensor images = loaded.views().get(0); // [B, C, H, W]
        return new IJepaBatch(images, masks.sample(rng, step, (int) images.size(0)), other(loaded), loaded.waited());
    }

    private @Nullable OtherView other(ImageBatches.Loaded loaded) {
        return predictsOtherView()
                ? new OtherView(
                        loaded.views().get(1),
                        Crops.of(loaded.regions().get(1), device),
                        Crops.of(loaded.regions().get(0), device))
                : null;
    }

    private boolean predictsOtherView() {
        return config.model().target().view() == IJepaConfig.TargetConfig.View.OTHER;
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
        ContextPictures pictures = new ContextPictures(config, task, masks);
        if (predictsOtherView()) {
            report.section("What is context, what is target")
                    .text(
                            "The predictor sees the bright patches of the first view and predicts the representations of all patches of the"
                                    + " second, which stands beside it.")
                    .pictures(ImageReport.SHOWN_WIDTH, pictures.ofTwoViews());
        } else {
            report.section("What is context, what is target")
                    .text(
                            "The predictor sees the bright patches and predicts the representations of the outlined blocks.")
                    .pictures(ImageReport.SHOWN_WIDTH, pictures.ofOneView());
        }
    }

    @Override
    public void close() {
        trainer.close();
        model.close();
        batches.close();
    }
}
