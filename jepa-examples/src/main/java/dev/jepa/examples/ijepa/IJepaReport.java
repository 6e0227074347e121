package dev.jepa.examples.ijepa;

import dev.jepa.core.data.DataLoader;
import dev.jepa.core.data.ImageBatch;
import dev.jepa.core.data.augment.CenterCrop;
import dev.jepa.core.data.augment.Pipeline;
import dev.jepa.core.data.augment.Resize;
import dev.jepa.core.encoder.VisionTransformer;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.train.JsonlMetrics;
import dev.jepa.core.train.MetricsLine;
import dev.jepa.core.train.RunFolder;
import dev.jepa.examples.images.ImageTask;
import dev.jepa.examples.report.Curve;
import dev.jepa.examples.report.LineChart;
import dev.jepa.examples.report.MaskDrawing;
import dev.jepa.examples.report.PatchColours;
import dev.jepa.examples.report.Picture;
import dev.jepa.examples.report.Pixels;
import dev.jepa.examples.report.Report;
import dev.jepa.examples.report.Summary;
import dev.jepa.models.ijepa.Masks;
import dev.jepa.models.ijepa.MultiblockMasks;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The page about an I-JEPA run: figures, curves, masks, probes, and what the features look like. */
final class IJepaReport {
    private static final int PICTURES = 8;
    private static final int SHOWN_WIDTH = 128;

    private final ImageTask task;
    private final IJepaRun config;
    private final Device device;

    IJepaReport(ImageTask task, IJepaRun config, Device device) {
        this.task = task;
        this.config = config;
        this.device = device;
    }

    void write(
            RunFolder run,
            Summary summary,
            Optional<Consumer<Report>> probes,
            VisionTransformer encoder,
            String configJson) {
        List<MetricsLine> metrics = JsonlMetrics.read(run.metrics());
        Report report = new Report("I-JEPA on " + task.train().provenance().name(), "Run " + run.path())
                .figures(summary)
                .section("Training")
                .charts(charts(metrics));
        try (TensorScope scope = TensorScope.open()) {
            report.section("What is context, what is target")
                    .text("The predictor sees the bright patches and predicts the representations of the outlined"
                            + " blocks.")
                    .pictures(SHOWN_WIDTH, masks());
            probes.ifPresent(section -> section.accept(report));
            report.section(task.isLabelled() ? "Features of test images" : "Features of images")
                    .text("Each image, and the first three principal components of its patches' features as colours.")
                    .pictures(SHOWN_WIDTH, colours(encoder));
        }
        report.details("Configuration", configJson).links(run.path()).write(run.path());
    }

    private static List<LineChart> charts(List<MetricsLine> metrics) {
        return List.of(
                LineChart.of(
                        "Loss",
                        "step",
                        List.of(
                                Curve.of("loss", metrics, "loss"),
                                Curve.of("prediction", metrics, "prediction"),
                                Curve.of("variance", metrics, "variance"),
                                Curve.of("covariance", metrics, "covariance"))),
                LineChart.of("Learning rate", "step", List.of(Curve.of("learning rate", metrics, "learning_rate"))),
                LineChart.of(
                        "Collapse: mean standard deviation", "step", List.of(Curve.of("std", metrics, "collapse/std"))),
                LineChart.of(
                        "Collapse: effective dimensions",
                        "step",
                        List.of(
                                Curve.of("RankMe", metrics, "collapse/rankme"),
                                Curve.of("99 % of the variance", metrics, "collapse/major_dimensions"))),
                LineChart.of("Images a second", "step", List.of(Curve.of("images/s", metrics, "images_per_second"))),
                LineChart.of("Gradient norm", "step", List.of(Curve.of("norm", metrics, "gradient_norm"))));
    }

    private List<Picture> masks() {
        int patch = config.model().encoder().patch();
        Masks drawn = new MultiblockMasks(
                        config.model().masks(), config.model().encoder().gridSide())
                .sample(Rng.of(0), 0, PICTURES);
        MaskDrawing drawing = new MaskDrawing(
                patch, Math.max(1, SHOWN_WIDTH / config.model().encoder().imageSize()));
        List<Picture> pictures = new ArrayList<>();
        try (DataLoader loader = ImageTask.some(task.train(), PICTURES, PICTURES, List.of(centre()));
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

    private List<Picture> colours(VisionTransformer encoder) {
        List<Pipeline> views = List.of(centre(), centre().then(task.normalize()));
        List<Picture> pictures = new ArrayList<>();
        try (DataLoader loader = ImageTask.some(task.test(), PICTURES, PICTURES, views);
                ImageBatch batch = loader.batch(0)) {
            Tensor images = batch.tensor(0, Device.CPU); // [B, C, H, W]
            Tensor features = encoder.encode(batch.tensor(1, device), Mode.EVAL); // [B, N, D]
            List<BufferedImage> maps =
                    PatchColours.of(features, encoder.config().gridSide());
            for (int i = 0; i < batch.size(); i++) {
                int label = batch.labels()[i];
                String name = label < 0 ? "image" : task.test().classNames().get(label);
                pictures.add(new Picture(name, Pixels.of(images.select(0, i))));
                pictures.add(new Picture(
                        name + ", features",
                        Pixels.enlarged(maps.get(i), encoder.config().patch())));
            }
        }
        return pictures;
    }

    private Pipeline centre() {
        int size = config.model().encoder().imageSize();
        return Pipeline.of(Resize.of(size), CenterCrop.of(size));
    }
}
