package dev.jepa.examples.images;

import dev.jepa.core.data.DataLoader;
import dev.jepa.core.data.ImageBatch;
import dev.jepa.core.data.augment.CenterCrop;
import dev.jepa.core.data.augment.Pipeline;
import dev.jepa.core.data.augment.Resize;
import dev.jepa.core.encoder.VisionTransformer;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.train.JsonlMetrics;
import dev.jepa.core.train.MetricsLine;
import dev.jepa.core.train.RunFolder;
import dev.jepa.examples.report.Curve;
import dev.jepa.examples.report.LineChart;
import dev.jepa.examples.report.PatchColours;
import dev.jepa.examples.report.Picture;
import dev.jepa.examples.report.Pixels;
import dev.jepa.examples.report.Report;
import dev.jepa.examples.report.Summary;
import dev.jepa.examples.report.TrainingCharts;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The page about a run on images: figures, curves, the method's own pictures, probes, and what the features look like. */
public final class ImageReport {
    /** How many images are drawn. */
    public static final int PICTURES = 8;

    /** Pixels that a picture is shown wide. */
    public static final int SHOWN_WIDTH = 128;

    private static final List<String> TERMS = List.of(
            "prediction",
            "invariance",
            "variance",
            "covariance",
            "redundancy",
            "first",
            "second",
            "sigreg",
            "attraction",
            "repulsion");

    private final ImageTask task;
    private final int imageSize;
    private final Device device;

    ImageReport(ImageTask task, int imageSize, Device device) {
        this.task = task;
        this.imageSize = imageSize;
        this.device = device;
    }

    void write(
            String title,
            RunFolder run,
            Summary summary,
            ImageLearner learner,
            Optional<Consumer<Report>> probes,
            String config) {
        List<MetricsLine> metrics = JsonlMetrics.read(run.metrics());
        Report report = new Report(title + " on " + task.train().provenance().name(), "Run " + run.path())
                .figures(summary)
                .section("Training")
                .charts(charts(metrics));
        try (TensorScope scope = TensorScope.open()) {
            learner.illustrate(report);
            probes.ifPresent(section -> section.accept(report));
            learner.encoder().transformer().ifPresent(encoder -> report.section(
                            task.isLabelled() ? "Features of test images" : "Features of images")
                    .text("Each image, and the first three principal components of its patches' features as colours.")
                    .pictures(SHOWN_WIDTH, colours(encoder)));
        }
        report.details("Configuration", config).links(run.path()).write(run.path());
    }

    private static List<LineChart> charts(List<MetricsLine> metrics) {
        return List.of(
                LineChart.of("Loss", "step", List.of(Curve.of("loss", metrics, "loss"))),
                LineChart.of(
                        "Terms, unweighted",
                        "step",
                        TERMS.stream()
                                .map(term -> Curve.of(term, metrics, term))
                                .toList()),
                TrainingCharts.learningRate(metrics),
                LineChart.of(
                        "Collapse: mean standard deviation", "step", List.of(Curve.of("std", metrics, "collapse/std"))),
                TrainingCharts.collapse(metrics),
                LineChart.of("Images a second", "step", List.of(Curve.of("images/s", metrics, "examples_per_second"))),
                LineChart.of("Gradient norm", "step", List.of(Curve.of("norm", metrics, "gradient_norm"))));
    }

    private List<Picture> colours(VisionTransformer encoder) {
        Pipeline centre = centre(imageSize);
        List<Pipeline> views = List.of(centre, centre.then(task.normalize()));
        List<Picture> pictures = new ArrayList<>();
        try (DataLoader loader = ImageTask.some(task.test(), PICTURES, PICTURES, views);
                ImageBatch batch = loader.batch(0)) {
            Tensor images = batch.tensor(0, Device.CPU); // [B, C, H, W]
            Tensor features = encoder.encode(batch.tensor(1, device), Mode.EVAL); // [B, N, D]
            List<BufferedImage> maps =
                    PatchColours.of(features, encoder.config().gridSide());
            for (int i = 0; i < batch.size(); i++) {
                String name = task.nameOf(batch.labels()[i]);
                pictures.add(new Picture(name, Pixels.of(images.select(0, i))));
                pictures.add(new Picture(
                        name + ", features",
                        Pixels.enlarged(maps.get(i), encoder.config().patch())));
            }
        }
        return pictures;
    }

    /** The middle of a picture as it is. */
    public static Pipeline centre(int size) {
        return Pipeline.of(Resize.of(size), CenterCrop.of(size));
    }
}
