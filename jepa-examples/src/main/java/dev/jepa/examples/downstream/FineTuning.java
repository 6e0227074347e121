package dev.jepa.examples.downstream;

import dev.jepa.core.config.Configs;
import dev.jepa.core.data.DataLoader;
import dev.jepa.core.data.ImageBatch;
import dev.jepa.core.data.ImageDataset;
import dev.jepa.core.data.LoaderConfig;
import dev.jepa.core.data.Provenance;
import dev.jepa.core.data.augment.Pipeline;
import dev.jepa.core.data.augment.Views;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.train.CheckpointPolicy;
import dev.jepa.core.train.DataOrigin;
import dev.jepa.core.train.JsonlMetrics;
import dev.jepa.core.train.MetricsLine;
import dev.jepa.core.train.RunFolder;
import dev.jepa.core.train.TrainLoopConfig;
import dev.jepa.core.train.TrainResult;
import dev.jepa.examples.images.CropFlip;
import dev.jepa.examples.images.ImageEncoder;
import dev.jepa.examples.images.ImageTask;
import dev.jepa.examples.recipe.RecipeContext;
import dev.jepa.examples.recipe.StoppedException;
import dev.jepa.examples.recipe.TrainingRun;
import dev.jepa.examples.recipe.UsageException;
import dev.jepa.examples.report.Curve;
import dev.jepa.examples.report.LineChart;
import dev.jepa.examples.report.Report;
import dev.jepa.examples.report.Summary;
import dev.jepa.examples.report.Table;
import dev.jepa.models.finetune.Classifier;
import dev.jepa.models.finetune.FineTuneConfig;
import dev.jepa.models.finetune.FineTuner;
import dev.jepa.models.finetune.LabeledBatch;
import dev.jepa.models.probe.Accuracy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Trains a run's encoder with a linear head end to end, and the same network from nothing beside it.
 *
 * <p>Each of the two is a run of its own, in the folders {@code pretrained} and {@code scratch}: called again with the same
 * configuration, both go on from their newest checkpoints.
 *
 * @param task labelled images
 * @param labels the share of the training images whose labels are used, in (0, 1]
 * @param folder for the two runs and the report
 */
public record FineTuning(ImageTask task, double labels, FineTuneConfig config, RecipeContext context, Path folder) {
    private static final int TEST_BATCH = 256;
    private static final long LOG_EVERY = 10;
    private static final long SAVE_EVERY = 200;
    private static final String NAME = "finetune";

    /** What one of the two runs ended with. */
    private record Outcome(long steps, Accuracy accuracy, List<MetricsLine> metrics) {}

    /** What a run is identified by: it can only go on with the same. */
    private record Identity(FineTuneConfig training, double labels, boolean pretrained) {}

    public FineTuning {
        if (!(labels > 0 && labels <= 1)) {
            throw new IllegalArgumentException(
                    "labels must lie in (0, 1] but was " + labels + ".\nMaybe it was given in percent.");
        }
        if (!task.isLabelled()) {
            throw new UsageException("The images have no classes to tell apart, so there is nothing to fine-tune on.\n"
                    + "Maybe pass images in class folders with --data.");
        }
    }

    /**
     * Trains both, or what is left of them, and writes {@code report.html}.
     *
     * @throws StoppedException after Ctrl-C; what was trained is saved
     */
    public Summary run(EncoderRun<?> run) {
        ImageDataset train = labels < 1 ? task.train().fraction(labels, context.seed()) : task.train();
        FineTuneConfig fitting = config.withBatchSize(Math.min(config.batchSize(), train.size()));
        EncoderRun.Trained loaded = run.trained();
        Outcome pretrained = train("pretrained", train, new Identity(fitting, labels, true), loaded.encoder(), run);
        Outcome scratch =
                train("scratch", train, new Identity(fitting.withoutLayerDecay(), labels, false), run.untrained(), run);
        Summary summary = new Summary()
                .put("recipe", context.recipe())
                .put("checkpoint_step", loaded.step())
                .put("labels", train.size())
                .put("classes", task.classes())
                .put("steps", pretrained.steps())
                .put("finetuned_top1", percent(pretrained.accuracy()))
                .put("scratch_top1", percent(scratch.accuracy()))
                .put("finetuned", pretrained.accuracy().toMap())
                .put("scratch", scratch.accuracy().toMap());
        write(run, train, pretrained, scratch);
        return summary;
    }

    private Outcome train(String name, ImageDataset train, Identity identity, ImageEncoder encoder, EncoderRun<?> run) {
        int size = run.config().imageSize();
        FineTuneConfig training = identity.training();
        Path own = folder.resolve(name);
        DataOrigin origin = origin(train);
        RecipeContext inner = context(own, identity, origin);
        Pipeline view = new CropFlip(training.minScale(), training.flip()).pipeline(size, task.normalize());
        LoaderConfig loading = LoaderConfig.training(training.batchSize(), context.seed());
        context.display().say("Fine-tuning: " + name + " …");
        try (TensorScope scope = TensorScope.open();
                Classifier classifier =
                        encoder.classifier(task.classes(), run.init().at(NAME));
                DataLoader loader = new DataLoader(train, List.of(view), loading)) {
            long steps = training.steps(loader.stepsPerEpoch());
            try (FineTuner tuner = new FineTuner(
                            classifier,
                            training,
                            step -> batch(loader, step, context.device()),
                            steps,
                            Rng.of(context.seed()).at(NAME));
                    RunFolder folder = inner.openRun(identity, origin)) {
                TrainResult result = TrainingRun.train(
                        inner,
                        folder,
                        identity,
                        CheckpointPolicy.every(SAVE_EVERY),
                        new TrainLoopConfig(steps, LOG_EVERY, 0, 0),
                        tuner,
                        "images");
                Accuracy accuracy = accuracy(classifier, size, result.stepsDone());
                context.display().say("Fine-tuning: " + name + " " + accuracy.text());
                return new Outcome(result.stepsDone(), accuracy, JsonlMetrics.read(folder.metrics()));
            }
        }
    }

    /** The context of one of the two runs: new, or gone on with where its folder holds one of the same configuration. */
    private RecipeContext context(Path own, Identity identity, DataOrigin origin) {
        boolean resume = Files.exists(own.resolve("config.json"));
        if (resume && !isOf(RunFolder.open(own), identity, origin)) {
            throw new UsageException(own
                    + " holds a fine-tuning with another configuration or on other images.\nMaybe choose another --out,"
                    + " or remove the folder.");
        }
        return new RecipeContext(
                NAME,
                context.command(),
                own,
                context.data(),
                context.device(),
                context.seed(),
                OptionalLong.empty(),
                resume,
                context.strict(),
                context.stopRequested(),
                context.display(),
                context.out());
    }

    private static boolean isOf(RunFolder run, Identity identity, DataOrigin origin) {
        boolean sameImages = run.data().map(origin::hasContentOf).orElse(true);
        return sameImages && Configs.toJson(run.config(Identity.class)).equals(Configs.toJson(identity));
    }

    private static DataOrigin origin(ImageDataset train) {
        Provenance images = train.provenance();
        return DataOrigin.in(Path.of(images.location()), images.name(), images.fingerprint());
    }

    private static LabeledBatch batch(DataLoader loader, long step, Device device) {
        long began = System.nanoTime();
        try (ImageBatch batch = loader.batch(step)) {
            Duration waited = Duration.ofNanos(System.nanoTime() - began);
            return new LabeledBatch(batch.tensor(0, device), labels(batch).to(device), waited);
        }
    }

    private static Tensor labels(ImageBatch batch) {
        int[] labels = batch.labels();
        long[] values = new long[labels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = labels[i];
        }
        return Tensors.of(values, values.length);
    }

    /** On the test images, which nothing was chosen by. */
    private Accuracy accuracy(Classifier classifier, int size, long step) {
        long correct = 0;
        long total = 0;
        try (DataLoader loader = new DataLoader(
                task.test(),
                List.of(Views.centre(size, size, task.normalize())),
                LoaderConfig.evaluation(TEST_BATCH))) {
            for (long i = 0; i < loader.stepsPerEpoch(); i++) {
                context.stopIfRequested(step);
                try (TensorScope ignored = TensorScope.open();
                        ImageBatch batch = loader.batch(i)) {
                    Tensor images = batch.tensor(0, context.device());
                    Tensor logits = Autograd.suspend(() -> classifier.forward(images, Mode.EVAL));
                    Accuracy part = Accuracy.of(logits.argMax(1), labels(batch).to(context.device()));
                    correct += part.correct();
                    total += part.total();
                }
            }
        }
        return new Accuracy(correct, total);
    }

    private void write(EncoderRun<?> run, ImageDataset train, Outcome pretrained, Outcome scratch) {
        Table table = Table.of("network", "top-1 in percent");
        table.row("pre-trained, fine-tuned", pretrained.accuracy().text());
        table.row("from scratch", scratch.accuracy().text());
        List<Curve> losses = curves("loss", pretrained, scratch);
        List<Curve> right = curves("train_top1", pretrained, scratch);
        new Report(
                        "Fine-tuning on " + train.provenance().name(),
                        "The encoder of " + run.context().folder())
                .section("Accuracy on test images")
                .text("%,d labels; %d epochs, %,d steps each; 95 %% intervals of the draw of test images."
                        .formatted(train.size(), Math.round(config.epochs()), pretrained.steps()))
                .table(table)
                .section("Training")
                .charts(List.of(
                        LineChart.of("Training loss", "step", losses),
                        LineChart.of("Right among training images", "step", right)))
                .details("Configuration", Configs.toText(config))
                .write(folder);
    }

    private static List<Curve> curves(String figure, Outcome pretrained, Outcome scratch) {
        List<Curve> curves = new ArrayList<>();
        curves.add(Curve.of("pre-trained", pretrained.metrics(), figure));
        curves.add(Curve.of("from scratch", scratch.metrics(), figure));
        return curves;
    }

    private static double percent(Accuracy accuracy) {
        return Math.round(1e4 * accuracy.value()) / 100.0;
    }

    /**
     * The share of the labels that a text names: {@code all}, {@code 10%}, {@code 0.1}.
     *
     * @return empty if it names none
     */
    public static Optional<Double> share(String text) {
        if (text.equals("all")) {
            return Optional.of(1.0);
        }
        boolean percent = text.endsWith("%");
        try {
            double number = Double.parseDouble(
                    percent ? text.substring(0, text.length() - 1).strip() : text);
            double share = percent ? number / 100 : number;
            return share > 0 && share <= 1 ? Optional.of(share) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
