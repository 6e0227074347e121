package dev.jepa.examples.ijepa;

import static java.util.Objects.requireNonNull;

import dev.jepa.core.data.DataLoader;
import dev.jepa.core.data.ImageBatch;
import dev.jepa.core.data.ImageDataset;
import dev.jepa.core.data.LoaderConfig;
import dev.jepa.core.data.augment.Views;
import dev.jepa.core.encoder.VisionTransformer;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Resampling;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.models.probe.FeatureExtractor;
import dev.jepa.models.probe.LabeledFeatures;
import dev.jepa.models.probe.ProbeReport;
import dev.jepa.models.probe.ProbeSuite;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Judges a frozen encoder by probes, beside the same encoder untrained and the raw pixels. */
final class IJepaProbes {
    static final String TRAINED = "trained, last layer";
    private static final String TRAINED_LAST = "trained, last four layers";
    static final String UNTRAINED = "untrained, last layer";
    static final String PIXELS = "raw pixels";

    private static final int BATCH = 256;
    private static final int DEEP_LAYERS = 4;
    private static final int PIXELS_SIDE = 32;

    private final ImageTask task;
    private final int imageSize;
    private final Device device;
    private final PrintWriter out;
    private final Runnable poll;

    /**
     * Probes that say on a writer which row they are at.
     *
     * @param poll called every few seconds; may throw to end them
     */
    IJepaProbes(ImageTask task, int imageSize, Device device, PrintWriter out, Runnable poll) {
        this.task = task;
        this.imageSize = imageSize;
        this.device = device;
        this.out = out;
        this.poll = poll;
    }

    /** One row for each kind of features, all with the same held-out parts and drawn labels. */
    ProbeReport run(VisionTransformer trained, VisionTransformer untrained, Rng rng) {
        Function<Tensor, Map<String, Tensor>> kinds = images -> features(images, trained, untrained);
        try (TensorScope scope = TensorScope.open()) {
            Map<String, LabeledFeatures> train = extract(task.train(), kinds);
            Map<String, LabeledFeatures> test = extract(task.test(), kinds);
            ProbeSuite suite = ProbeSuite.standard(requireNonNull(train.get(TRAINED)), rng.at("probe"));
            List<ProbeReport.Row> rows = new ArrayList<>();
            train.forEach((name, features) -> {
                out.println("Probing: " + name + " …");
                rows.add(suite.run(name, features, requireNonNull(test.get(name)), column -> poll.run()));
            });
            return new ProbeReport(rows);
        }
    }

    private Map<String, Tensor> features(Tensor images, VisionTransformer trained, VisionTransformer untrained) {
        int deep = Math.min(DEEP_LAYERS, trained.config().depth());
        List<Tensor> pooled = new ArrayList<>();
        for (Tensor tokens : trained.encodeLast(images, deep, Mode.EVAL)) {
            pooled.add(tokens.mean(1)); // [B, D]
        }
        Map<String, Tensor> kinds = new LinkedHashMap<>();
        kinds.put(TRAINED, pooled.get(deep - 1));
        kinds.put(TRAINED_LAST, Tensors.concat(pooled, 1));
        kinds.put(UNTRAINED, untrained.encode(images, Mode.EVAL).mean(1));
        kinds.put(PIXELS, pixels(images));
        return kinds;
    }

    /** At most 32 x 32, since a probe's memory grows with the square of the number of features. */
    private static Tensor pixels(Tensor images) {
        Tensor small = images.size(2) <= PIXELS_SIDE
                ? images
                : Resampling.interpolate(
                        images, PIXELS_SIDE, PIXELS_SIDE, Resampling.Filter.BILINEAR, false, true); // [B, C, 32, 32]
        return small.flatten(1, -1);
    }

    private Map<String, LabeledFeatures> extract(ImageDataset images, Function<Tensor, Map<String, Tensor>> kinds) {
        Map<String, LabeledFeatures> labeled = new LinkedHashMap<>();
        try (DataLoader loader = new DataLoader(
                images,
                List.of(Views.centre(imageSize, imageSize, task.normalize())),
                LoaderConfig.evaluation(BATCH))) {
            List<Integer> labels = new ArrayList<>();
            Map<String, Tensor> extracted = FeatureExtractor.extractSeveral(() -> batches(loader, labels), kinds);
            Tensor classes =
                    Tensors.of(labels.stream().mapToLong(Integer::longValue).toArray(), labels.size());
            extracted.forEach(
                    (name, features) -> labeled.put(name, new LabeledFeatures(features, classes, task.classes())));
        }
        return labeled;
    }

    /** Labels come with the batches: an image that cannot be decoded has given its place to another. */
    private Iterator<Tensor> batches(DataLoader loader, List<Integer> labels) {
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
                    return batch.tensor(0, device);
                }
            }
        };
    }
}
