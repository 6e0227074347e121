package dev.jepa.examples.images;

import static java.util.Objects.requireNonNull;

import dev.jepa.core.data.DataLoader;
import dev.jepa.core.data.ImageBatch;
import dev.jepa.core.data.ImageDataset;
import dev.jepa.core.data.LoaderConfig;
import dev.jepa.core.data.augment.Views;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Resampling;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.examples.progress.Display;
import dev.jepa.examples.progress.Task;
import dev.jepa.examples.report.Report;
import dev.jepa.examples.report.Summary;
import dev.jepa.examples.report.Table;
import dev.jepa.models.probe.FeatureExtractor;
import dev.jepa.models.probe.LabeledFeatures;
import dev.jepa.models.probe.ProbeReport;
import dev.jepa.models.probe.ProbeSuite;
import dev.jepa.models.probe.Score;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Judges frozen features by probes, beside the raw pixels. */
public final class ImageProbes {
    /** Begins the rows of a trained encoder. */
    public static final String TRAINED = "trained, ";

    /** Begins the rows of an encoder as it was before training. */
    public static final String UNTRAINED = "untrained, ";

    /** The row of the pixels. */
    public static final String PIXELS = "raw pixels";

    private static final int BATCH = 256;
    private static final int PIXELS_SIDE = 32;

    private final ImageTask task;
    private final int imageSize;
    private final Device device;
    private final Display display;
    private final PrintWriter out;
    private final Runnable poll;

    /**
     * Probes that say which row they are at.
     *
     * @param out where the table is written to
     * @param poll called every few seconds; may throw to end them
     */
    public ImageProbes(ImageTask task, int imageSize, Device device, Display display, PrintWriter out, Runnable poll) {
        this.task = task;
        this.imageSize = imageSize;
        this.device = device;
        this.display = display;
        this.out = out;
        this.poll = poll;
    }

    /** The rows of a trained encoder, the last layer of the same untrained, and raw pixels. */
    public ProbeReport run(ImageEncoder trained, ImageEncoder untrained, Rng rng) {
        return run(
                images -> {
                    Map<String, Tensor> features = new LinkedHashMap<>(rows(TRAINED, trained, images));
                    features.put(UNTRAINED + ImageEncoder.LAST, untrained.represent(images));
                    return features;
                },
                true,
                rng);
    }

    /** The rows of an encoder: features [B, D] of images [B, C, H, W] by name, which begins with its state. */
    public static Map<String, Tensor> rows(String state, ImageEncoder encoder, Tensor images) {
        Map<String, Tensor> rows = new LinkedHashMap<>();
        encoder.features(images).forEach((name, features) -> rows.put(state + name, features));
        return rows;
    }

    /**
     * One row for each kind of features, all with the same held-out parts and drawn labels.
     *
     * @param encoders images [B, C, H, W] to features [B, D] by name; the suite is made for the first
     * @param withPixels whether raw pixels follow as the last row
     */
    public ProbeReport run(Function<Tensor, Map<String, Tensor>> encoders, boolean withPixels, Rng rng) {
        return run(encoders, withPixels, name -> true, rng);
    }

    /** As {@link #run}, but the features of the last four layers get the linear probe alone, since they are wide. */
    public ProbeReport runBriefly(Function<Tensor, Map<String, Tensor>> encoders, boolean withPixels, Rng rng) {
        return run(encoders, withPixels, name -> !name.endsWith(ImageEncoder.DEEP), rng);
    }

    private ProbeReport run(
            Function<Tensor, Map<String, Tensor>> encoders, boolean withPixels, Predicate<String> whole, Rng rng) {
        Function<Tensor, Map<String, Tensor>> kinds = images -> {
            Map<String, Tensor> features = new LinkedHashMap<>(encoders.apply(images));
            if (withPixels) {
                features.put(PIXELS, pixels(images));
            }
            return features;
        };
        try (TensorScope scope = TensorScope.open()) {
            Map<String, LabeledFeatures> train = extract("Training images", task.train(), kinds);
            Map<String, LabeledFeatures> test = extract("Test images", task.test(), kinds);
            ProbeSuite suite = ProbeSuite.standard(train.values().iterator().next(), rng.at("probe"));
            List<ProbeReport.Row> rows = new ArrayList<>();
            train.forEach((name, features) -> {
                poll.run();
                display.say("Probing: " + name + " …");
                LabeledFeatures held = requireNonNull(test.get(name));
                rows.add(
                        whole.test(name)
                                ? suite.run(name, features, held, column -> poll.run())
                                : suite.linear(name, features, held));
            });
            ProbeReport report = new ProbeReport(rows);
            out.print(report.text());
            out.flush();
            return report;
        }
    }

    /** The figures of a summary: the accuracies of those of trained encoder, untrained one and pixels that were judged. */
    public static Summary figures(ProbeReport probes) {
        Summary summary = new Summary();
        for (ProbeReport.Row row : probes.rows()) {
            if (row.features().equals(TRAINED + ImageEncoder.LAST)) {
                summary.put("linear_top1", top1(row, ProbeSuite.LINEAR)).put("knn_top1", top1(row, ProbeSuite.KNN));
            } else if (row.features().equals(UNTRAINED + ImageEncoder.LAST)) {
                summary.put("untrained_linear_top1", top1(row, ProbeSuite.LINEAR));
            } else if (row.features().equals(PIXELS)) {
                summary.put("pixels_linear_top1", top1(row, ProbeSuite.LINEAR));
            }
        }
        return summary.put("probes", probes.toMap());
    }

    /** In percent, rounded to what 10,000 test images can tell. */
    private static double top1(ProbeReport.Row row, String column) {
        return Math.round(1e4 * requireNonNull(row.scores().get(column)).value()) / 100.0;
    }

    /** The probes as a section of a report. */
    public void addTo(Report report, ProbeReport probes) {
        report.section("Probes on frozen features")
                .text("Top-1 accuracy in percent on " + task.test().provenance().name()
                        + ", with 95 % intervals, or the standard deviation over draws of labels.")
                .table(table(probes));
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

    /** At most 32 x 32, since a probe's memory grows with the square of the number of features. */
    private static Tensor pixels(Tensor images) {
        Tensor small = images.size(2) <= PIXELS_SIDE
                ? images
                : Resampling.interpolate(
                        images, PIXELS_SIDE, PIXELS_SIDE, Resampling.Filter.BILINEAR, false, true); // [B, C, 32, 32]
        return small.flatten(1, -1);
    }

    private Map<String, LabeledFeatures> extract(
            String half, ImageDataset images, Function<Tensor, Map<String, Tensor>> kinds) {
        Map<String, LabeledFeatures> labeled = new LinkedHashMap<>();
        try (DataLoader loader = new DataLoader(
                        images,
                        List.of(Views.centre(imageSize, imageSize, task.normalize())),
                        LoaderConfig.evaluation(BATCH));
                Task encoding = display.begin(half + " to features", images.size(), "images")) {
            List<Integer> labels = new ArrayList<>();
            Map<String, Tensor> extracted =
                    FeatureExtractor.extractSeveral(() -> batches(loader, labels, encoding), kinds);
            Tensor classes =
                    Tensors.of(labels.stream().mapToLong(Integer::longValue).toArray(), labels.size());
            extracted.forEach(
                    (name, features) -> labeled.put(name, new LabeledFeatures(features, classes, task.classes())));
        }
        return labeled;
    }

    /** Labels come with the batches: an image that cannot be decoded has given its place to another. */
    private Iterator<Tensor> batches(DataLoader loader, List<Integer> labels, Task encoding) {
        return new Iterator<>() {
            private long step;

            @Override
            public boolean hasNext() {
                return step < loader.stepsPerEpoch();
            }

            @Override
            public Tensor next() {
                poll.run();
                try (ImageBatch batch = loader.batch(step++)) {
                    for (int label : batch.labels()) {
                        labels.add(label);
                    }
                    encoding.to(labels.size());
                    return batch.tensor(0, device);
                }
            }
        };
    }
}
