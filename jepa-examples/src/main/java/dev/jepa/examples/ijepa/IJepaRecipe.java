package dev.jepa.examples.ijepa;

import dev.jepa.core.config.Configs;
import dev.jepa.core.encoder.VisionTransformer;
import dev.jepa.core.nn.Init;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.train.Checkpoints;
import dev.jepa.core.train.JsonlMetrics;
import dev.jepa.core.train.MetricsSink;
import dev.jepa.core.train.RunFolder;
import dev.jepa.core.train.TensorBoardEvents;
import dev.jepa.core.train.TrainLoop;
import dev.jepa.core.train.TrainLoopConfig;
import dev.jepa.core.train.TrainResult;
import dev.jepa.core.train.TrainState;
import dev.jepa.examples.progress.TrainingDisplay;
import dev.jepa.examples.recipe.ProbedRecipe;
import dev.jepa.examples.recipe.RecipeContext;
import dev.jepa.examples.recipe.StoppedException;
import dev.jepa.examples.recipe.UsageException;
import dev.jepa.examples.report.Summary;
import dev.jepa.models.ijepa.IJepa;
import dev.jepa.models.ijepa.IJepaTrainer;
import dev.jepa.models.probe.ProbeReport;
import dev.jepa.models.probe.ProbeSuite;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Trains an I-JEPA on images, watches for collapse, and judges the frozen target encoder by probes where there are classes. */
public final class IJepaRecipe implements ProbedRecipe<IJepaRun> {
    private final String name;
    private final String description;
    private final IJepaRun defaults;
    private final Function<RecipeContext, ImageTask> data;

    /**
     * A recipe.
     *
     * @param data opens the images
     */
    public IJepaRecipe(String name, String description, IJepaRun defaults, Function<RecipeContext, ImageTask> data) {
        this.name = name;
        this.description = description;
        this.defaults = defaults;
        this.data = data;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public IJepaRun defaults() {
        return defaults;
    }

    @Override
    public Summary train(IJepaRun config, RecipeContext context) {
        ImageTask task = task(config, context);
        if (config.batchSize() > task.train().size()) {
            throw new UsageException("batchSize must be at most " + task.train().size()
                    + ", the number of images to train on, but was " + config.batchSize()
                    + ".\nMaybe --set batchSize=" + Math.max(2, task.train().size() / 2) + ".");
        }
        Init init = init(context);
        try (TensorScope scope = TensorScope.open();
                IJepaBatches batches = new IJepaBatches(task, config, context.seed(), context.device());
                IJepa model = new IJepa(config.model(), init);
                IJepaTrainer trainer = new IJepaTrainer(
                        model, config.optimization(), batches, batches.stepsPerEpoch(), Rng.of(context.seed()));
                RunFolder run =
                        context.openRun(config, task.train().provenance().toString())) {
            long began = System.nanoTime();
            TrainResult result =
                    loop(config, context, run, batches, new WatchedTrainer(trainer, model, task, config.precision()));
            if (result.stopped()) {
                throw new StoppedException(result.stepsDone());
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            Summary summary = new Summary()
                    .put("recipe", name)
                    .put("seed", context.seed())
                    .put("device", context.device().toString())
                    .put("steps", result.stepsDone())
                    .put("seconds", seconds)
                    .put("images_per_second", result.speed().examplesPerSecond())
                    .put("loss", lastLoss(run));
            Optional<ProbeReport> probes = task.isLabelled()
                    ? Optional.of(probe(config, context, task, model.targetEncoder(), result.stepsDone()))
                    : Optional.empty();
            probes.ifPresent(report -> summary.putAll(figures(report)));
            new IJepaReport(task, config, context.device())
                    .write(
                            run,
                            summary,
                            probes,
                            model.targetEncoder(),
                            Configs.toJson(config).toPrettyString());
            return summary;
        }
    }

    private ImageTask task(IJepaRun config, RecipeContext context) {
        ImageTask task = data.apply(context);
        int channels = config.model().encoder().channels();
        if (channels != task.channels()) {
            throw new UsageException("model.encoder.channels must be " + task.channels() + ", as the images of " + name
                    + " have, but was " + channels + ".");
        }
        return task;
    }

    /** From the file, since a run resumed at its end has made no step in this process. */
    private static double lastLoss(RunFolder run) {
        return JsonlMetrics.read(run.metrics()).stream()
                .map(line -> line.values().getOrDefault("loss", Double.NaN))
                .filter(Double::isFinite)
                .reduce(Double.NaN, (before, last) -> last);
    }

    private TrainResult loop(
            IJepaRun config, RecipeContext context, RunFolder run, IJepaBatches batches, WatchedTrainer trainer) {
        Checkpoints checkpoints = new Checkpoints(run.checkpoints(), config.checkpoint(), config);
        TrainingDisplay display = TrainingDisplay.on(context.out());
        long start = context.resume() ? checkpoints.restore(trainer.state(), display::note) : 0;
        long steps = context.steps(config.optimization().steps(batches.stepsPerEpoch()));
        TrainLoopConfig loop = new TrainLoopConfig(steps, config.logEvery(), 0, config.monitorEvery());
        try (MetricsSink metrics = MetricsSink.all(
                start > 0
                        ? List.of(
                                JsonlMetrics.resume(run.metrics(), start),
                                TensorBoardEvents.resume(run.tensorBoard(), start))
                        : List.of(JsonlMetrics.create(run.metrics()), TensorBoardEvents.create(run.tensorBoard())))) {
            return new TrainLoop(loop, checkpoints, metrics, display, context.stopRequested()).run(trainer, start);
        }
    }

    @Override
    public Summary probe(IJepaRun config, RecipeContext context) {
        ImageTask task = task(config, context);
        if (!task.isLabelled()) {
            throw new UsageException("The images have no classes to tell apart, so there is nothing to probe.\n"
                    + "Maybe pass images in class folders with --data.");
        }
        try (TensorScope scope = TensorScope.open();
                VisionTransformer encoder = new VisionTransformer(config.model().encoder(), init(context))) {
            long step = load(encoder, config, context);
            ProbeReport probes = probe(config, context, task, encoder, step);
            return new Summary().put("recipe", name).put("steps", step).putAll(figures(probes));
        }
    }

    /** Loads the target encoder of the newest whole checkpoint; returns its step. */
    private static long load(VisionTransformer encoder, IJepaRun config, RecipeContext context) {
        Path folder = context.folder().resolve("checkpoints");
        return new Checkpoints(folder, config.checkpoint(), config)
                .withNewest(context.device(), context.out()::println, tensors -> {
                    encoder.loadStateDict(TrainState.under("target.", tensors));
                    return true;
                })
                .orElseThrow(() -> new IllegalArgumentException(
                        context.folder() + " has no checkpoint yet.\nMaybe train it further."))
                .checkpoint()
                .step();
    }

    private static ProbeReport probe(
            IJepaRun config, RecipeContext context, ImageTask task, VisionTransformer trained, long step) {
        Init init = init(context);
        try (VisionTransformer untrained = new VisionTransformer(config.model().encoder(), init.at("encoder"))) {
            ProbeReport report = new IJepaProbes(
                            task,
                            config.model().encoder().imageSize(),
                            context.device(),
                            context.out(),
                            () -> context.stopIfRequested(step))
                    .run(trained, untrained, Rng.of(context.seed()));
            context.out().print(report.text());
            context.out().flush();
            return report;
        }
    }

    private static Summary figures(ProbeReport probes) {
        return new Summary()
                .put("linear_top1", top1(probes, IJepaProbes.TRAINED, ProbeSuite.LINEAR))
                .put("knn_top1", top1(probes, IJepaProbes.TRAINED, ProbeSuite.KNN))
                .put("untrained_linear_top1", top1(probes, IJepaProbes.UNTRAINED, ProbeSuite.LINEAR))
                .put("pixels_linear_top1", top1(probes, IJepaProbes.PIXELS, ProbeSuite.LINEAR))
                .put("probes", probes.toMap());
    }

    /** In percent, rounded to what 10,000 test images can tell. */
    private static double top1(ProbeReport probes, String features, String column) {
        return Math.round(1e4 * probes.score(features, column).value()) / 100.0;
    }

    private static Init init(RecipeContext context) {
        return Init.of(context.seed()).on(context.device());
    }
}
