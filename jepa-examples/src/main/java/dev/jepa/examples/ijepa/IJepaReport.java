package dev.jepa.examples.ijepa;

import dev.jepa.core.data.ImageDataset;
import dev.jepa.core.data.augment.CenterCrop;
import dev.jepa.core.data.augment.Pipeline;
import dev.jepa.core.data.augment.Planes;
import dev.jepa.core.data.augment.Resize;
import dev.jepa.core.encoder.VisionTransformer;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.train.JsonlMetrics;
import dev.jepa.core.train.MetricsLine;
import dev.jepa.core.train.RunFolder;
import dev.jepa.examples.report.Curve;
import dev.jepa.examples.report.LineChart;
import dev.jepa.examples.report.MaskDrawing;
import dev.jepa.examples.report.PatchColours;
import dev.jepa.examples.report.Picture;
import dev.jepa.examples.report.Pixels;
import dev.jepa.examples.report.Report;
import dev.jepa.examples.report.Summary;
import dev.jepa.examples.report.Table;
import dev.jepa.models.ijepa.Masks;
import dev.jepa.models.ijepa.MultiblockMasks;
import dev.jepa.models.probe.ProbeReport;
import dev.jepa.models.probe.Score;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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

    void write(RunFolder run, Summary summary, ProbeReport probes, VisionTransformer encoder, String configJson) {
        List<MetricsLine> metrics = JsonlMetrics.read(run.metrics());
        Report report = new Report("I-JEPA on " + task.train().provenance().name(), "Run " + run.path())
                .figures(summary)
                .section("Training")
                .charts(charts(metrics));
        try (TensorScope scope = TensorScope.open()) {
            report.section("What is context, what is target")
                    .text(
                            "The predictor sees the bright patches and predicts the representations of the outlined blocks.")
                    .pictures(SHOWN_WIDTH, masks())
                    .section("Probes on frozen features")
                    .text("Top-1 accuracy in percent on "
                            + task.test().provenance().name()
                            + ", with 95 % intervals, or the standard deviation over draws of labels.")
                    .table(table(probes))
                    .section("Features of the test images")
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
        for (int i = 0; i < PICTURES; i++) {
            List<long[]> targets = new ArrayList<>();
            for (int m = 0; m < drawn.targetCount(); m++) {
                targets.add(drawn.target(m, i));
            }
            BufferedImage picture = drawing.draw(shown(task.train(), i), drawn.context(i), targets);
            pictures.add(new Picture(
                    drawn.context(i).length + " context patches, " + drawn.targetCount() + " × "
                            + drawn.target(0, i).length + " targets",
                    picture));
        }
        return pictures;
    }

    private List<Picture> colours(VisionTransformer encoder) {
        List<Tensor> images = new ArrayList<>();
        for (int i = 0; i < PICTURES; i++) {
            images.add(view(task.test(), i, centre().then(task.normalize())));
        }
        Tensor features = encoder.encode(Tensors.stack(images, 0).to(device), Mode.EVAL); // [B, N, D]
        List<BufferedImage> maps = PatchColours.of(features, encoder.config().gridSide());
        List<Picture> pictures = new ArrayList<>();
        for (int i = 0; i < PICTURES; i++) {
            String name = task.test().classNames().get(task.test().label(i));
            pictures.add(new Picture(name, shown(task.test(), i)));
            pictures.add(new Picture(
                    name + ", features",
                    Pixels.enlarged(maps.get(i), encoder.config().patch())));
        }
        return pictures;
    }

    private BufferedImage shown(ImageDataset images, int index) {
        return Pixels.of(view(images, index, centre()));
    }

    private static Tensor view(ImageDataset images, int index, Pipeline pipeline) {
        Planes view = pipeline.apply(images.image(index).toPlanes(), 0, 0, index, 0);
        return Tensors.of(view.values(), view.channels(), view.height(), view.width()); // [C, H, W]
    }

    private Pipeline centre() {
        int size = config.model().encoder().imageSize();
        return Pipeline.of(Resize.of(size), CenterCrop.of(size));
    }

    private static Table table(ProbeReport probes) {
        List<String> head = new ArrayList<>(List.of("features", "D"));
        head.addAll(columns(probes));
        Table table = Table.of(head.toArray(String[]::new));
        for (ProbeReport.Row row : probes.rows()) {
            List<Object> cells = new ArrayList<>(List.of(row.features(), row.dimension()));
            for (String column : columns(probes)) {
                Score score = row.scores().get(column);
                cells.add(score == null ? "–" : score.text());
            }
            table.row(cells.toArray());
        }
        return table;
    }

    private static Set<String> columns(ProbeReport probes) {
        return probes.rows().get(0).scores().keySet();
    }
}
