package dev.jepa.examples.downstream;

import dev.jepa.core.data.Image;
import dev.jepa.core.data.ImageDataset;
import dev.jepa.core.tensor.Convolution.Window;
import dev.jepa.core.tensor.Patches;
import dev.jepa.core.tensor.Resampling;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.examples.images.ImageEncoder;
import dev.jepa.examples.images.ImageTask;
import dev.jepa.examples.recipe.RecipeContext;
import dev.jepa.examples.recipe.UsageException;
import dev.jepa.examples.report.Report;
import dev.jepa.examples.report.Summary;
import dev.jepa.examples.report.Table;
import dev.jepa.models.probe.Accuracy;
import dev.jepa.models.probe.L2Search;
import dev.jepa.models.probe.LabeledFeatures;
import dev.jepa.models.probe.LinearProbe;
import dev.jepa.models.probe.LinearProbeConfig;
import dev.jepa.models.probe.RidgeProbe;
import dev.jepa.models.probe.RidgeSearch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Reads properties of single patches off their frozen features by linear probes, and draws what is predicted beside the images.
 *
 * <p>Rows: the trained encoder, the untrained one, and the pixels of the patch itself. Columns: R^2 of each {@link PatchProperty}, and
 * where there are masks the share of patches whose class is right. Test images are others than those learned from.
 */
public final class DenseProbe {
    private static final String TRAINED = "trained";
    private static final String UNTRAINED = "untrained";
    private static final String PIXELS = "raw pixels";

    private static final int TRAIN_IMAGES = 1000;
    private static final int TEST_IMAGES = 500;
    private static final double TEST_SHARE = 0.2;

    /** Pixels of the image at full resolution for one that the encoder sees, along a side: at most. */
    private static final int LARGEST_SCALE = 4;

    private static final int SHOWN = 128;

    private final EncoderRun<?> run;
    private final ImageTask task;
    private final Path folder;

    /**
     * A probe of a run's encoder.
     *
     * @param task images; where they have no classes, a fifth of them is held out to judge by
     * @param folder for the report
     */
    public DenseProbe(EncoderRun<?> run, ImageTask task, Path folder) {
        this.run = run;
        this.task = task;
        this.folder = folder;
    }

    /** One row of the table. */
    private record Row(Map<PatchProperty, Double> r2, Optional<Accuracy> classes, Map<String, Tensor> predictions) {}

    /** Fits, judges and writes {@code report.html}. */
    public Summary run() {
        RecipeContext context = run.context();
        int imageSize = run.config().imageSize();
        EncoderRun.Trained loaded = run.trained();
        try (TensorScope scope = TensorScope.open();
                ImageEncoder trained = loaded.encoder();
                ImageEncoder untrained = run.untrained()) {
            ImageDataset train = some(task.train(), TRAIN_IMAGES, true);
            ImageDataset test = some(task.test(), TEST_IMAGES, false);
            Optional<PatchMasks> trainMasks = PatchMasks.of(train);
            PatchSamples.Cutter cutter = new PatchSamples.Cutter(
                    imageSize,
                    imageSize * scale(train, imageSize),
                    task.normalize(),
                    context.device(),
                    images -> kinds(images, trained, untrained),
                    () -> context.stopIfRequested(loaded.step()));
            PatchSamples seen = cutter.cut(train, trainMasks);
            PatchSamples held = cutter.cut(test, trainMasks.map(masks -> masks.on(test)));
            Map<String, Row> rows = new LinkedHashMap<>();
            for (String kind : seen.features().keySet()) {
                context.display().say("Probing patches: " + kind + " …");
                rows.put(kind, row(kind, seen, held, trainMasks, cutter.poll()));
            }
            Summary summary = summary(loaded.step(), train, test, seen, rows);
            write(rows, held, trainMasks, summary, cutter.fullSize());
            return summary;
        }
    }

    /** Images evenly spread over a set, without masks, and of an undivided set only those to learn from or to judge by. */
    private ImageDataset some(ImageDataset images, int most, boolean learn) {
        int[] all = PatchMasks.images(images);
        if (!task.isLabelled()) {
            all = divided(all, learn);
        }
        if (all.length == 0) {
            throw new UsageException("At least two images are needed, one to learn from and one to judge by, but "
                    + images.provenance().location() + " holds " + PatchMasks.images(images).length
                    + ".\nMaybe pass another folder with --data.");
        }
        int[] candidates = all;
        int count = Math.min(most, candidates.length);
        return images.subset(IntStream.range(0, count)
                .map(i -> candidates[(int) ((long) i * candidates.length / count)])
                .toArray());
    }

    /** The held-out fifth of some positions, or the others: the same ones whatever the seed of the run. */
    private static int[] divided(int[] all, boolean learn) {
        long[] order = Rng.of(0).at("held out").permutation(all.length);
        long held = Math.max(1, Math.round(TEST_SHARE * all.length));
        return IntStream.range(0, all.length)
                .filter(i -> (i >= held) == learn)
                .map(i -> all[(int) order[i]])
                .sorted()
                .toArray();
    }

    /** How much larger than the encoder's the first image is, in whole numbers. */
    private static int scale(ImageDataset images, int imageSize) {
        Image first = images.image(0);
        return Math.max(1, Math.min(LARGEST_SCALE, Math.min(first.height(), first.width()) / imageSize));
    }

    private static Map<String, Tensor> kinds(Tensor images, ImageEncoder trained, ImageEncoder untrained) {
        Map<String, Tensor> kinds = new LinkedHashMap<>();
        Tensor patches = trained.patches(images); // [B, N, D]
        kinds.put(TRAINED, patches);
        kinds.put(UNTRAINED, untrained.patches(images));
        kinds.put(PIXELS, pixels(images, (int) Math.round(Math.sqrt((double) patches.size(1)))));
        return kinds;
    }

    /** The pixels of each patch, [B, N, C p p]; images that the grid does not divide are resized. */
    private static Tensor pixels(Tensor images, int grid) {
        int patch = Math.max(1, (int) images.size(2) / grid);
        int side = patch * grid;
        Tensor fitting = images.size(2) == side
                ? images
                : Resampling.interpolate(images, side, side, Resampling.Filter.BILINEAR, false, true);
        return Patches.unfold(fitting, patch, patch, Window.DEFAULT.withStride(patch))
                .transpose(1, 2);
    }

    private Row row(String kind, PatchSamples seen, PatchSamples held, Optional<PatchMasks> masks, Runnable poll) {
        Map<PatchProperty, Double> r2 = new LinkedHashMap<>();
        Map<String, Tensor> predictions = new LinkedHashMap<>();
        for (PatchProperty property : PatchProperty.values()) {
            poll.run();
            RidgeProbe probe = RidgeSearch.standard().fit(seen.features(kind), seen.property(property));
            r2.put(property, probe.r2(held.features(kind), held.property(property)));
            predictions.put(property.key(), probe.predict(held.features(kind)));
        }
        Optional<Accuracy> classes = Optional.empty();
        if (masks.isPresent()) {
            poll.run();
            int count = Math.max(2, masks.get().colours().size());
            LabeledFeatures labelled =
                    new LabeledFeatures(seen.features(kind), seen.classes().orElseThrow(), count);
            LinearProbe probe = L2Search.forRows(labelled.rows())
                    .fit(
                            labelled,
                            LinearProbeConfig.of(0),
                            Rng.of(run.context().seed()).at("dense"));
            Tensor predicted = probe.predict(held.features(kind));
            classes = Optional.of(Accuracy.of(predicted, held.classes().orElseThrow()));
            predictions.put(PatchMaps.CLASSES, predicted);
        }
        return new Row(r2, classes, predictions);
    }

    private Summary summary(
            long step, ImageDataset train, ImageDataset test, PatchSamples seen, Map<String, Row> rows) {
        Summary summary = new Summary()
                .put("recipe", run.context().recipe())
                .put("steps", step)
                .put("train_images", train.size())
                .put("test_images", test.size())
                .put("patches_an_image", seen.grid() * seen.grid());
        rows.forEach((kind, row) -> {
            String prefix = kind.equals(PIXELS) ? "pixels" : kind;
            row.r2().forEach((property, value) -> summary.put(prefix + "_" + property.key() + "_r2", value));
            row.classes().ifPresent(accuracy -> summary.put(prefix + "_class_top1", 100 * accuracy.value()));
        });
        return summary;
    }

    private void write(
            Map<String, Row> rows, PatchSamples held, Optional<PatchMasks> masks, Summary summary, int fullSize) {
        List<String> head = new ArrayList<>(List.of("features"));
        Arrays.stream(PatchProperty.values()).forEach(property -> head.add(property.key() + ", R²"));
        masks.ifPresent(present -> head.add("class, % of patches"));
        Table table = Table.of(head.toArray(String[]::new));
        rows.forEach((kind, row) -> {
            List<Object> cells = new ArrayList<>(List.of(kind));
            row.r2().values().forEach(value -> cells.add(String.format(Locale.ROOT, "%.3f", value)));
            row.classes().ifPresent(accuracy -> cells.add(accuracy.text()));
            table.row(cells.toArray());
            run.context().out().printf("%-10s %s%n", kind, String.join("  ", texts(cells)));
        });
        Report report = new Report(
                        "Properties of patches: " + task.train().provenance().name(),
                        "The encoder of " + run.context().folder())
                .figures(summary)
                .section("Read off single patches")
                .text("Properties are measured on images of %d x %d pixels; encoders see them smaller."
                        .formatted(fullSize, fullSize))
                .table(table);
        PatchMaps maps = new PatchMaps(held, masks.map(PatchMasks::colours).orElse(List.of()), SHOWN);
        for (PatchProperty property : PatchProperty.values()) {
            report.section(property.key()).text(property.description() + ".");
            maps.of(property, predictions(rows, property.key())).forEach(line -> report.pictures(SHOWN, line));
        }
        if (masks.isPresent()) {
            report.section("class");
            maps.ofClasses(predictions(rows, PatchMaps.CLASSES)).forEach(line -> report.pictures(SHOWN, line));
        }
        report.write(folder);
    }

    private static List<String> texts(List<Object> cells) {
        return cells.stream().skip(1).map(Object::toString).toList();
    }

    private static Map<String, Tensor> predictions(Map<String, Row> rows, String name) {
        Map<String, Tensor> predictions = new LinkedHashMap<>();
        rows.forEach((kind, row) -> {
            Tensor predicted = row.predictions().get(name);
            if (predicted != null) {
                predictions.put(kind, predicted);
            }
        });
        return predictions;
    }
}
