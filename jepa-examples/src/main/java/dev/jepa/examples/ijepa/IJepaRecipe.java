package dev.jepa.examples.ijepa;

import dev.jepa.core.config.Configs;
import dev.jepa.core.encoder.VisionTransformer;
import dev.jepa.core.nn.Init;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.train.RunFolder;
import dev.jepa.core.train.TrainLoopConfig;
import dev.jepa.core.train.TrainResult;
import dev.jepa.core.train.TrainState;
import dev.jepa.examples.recipe.ProbedRecipe;
import dev.jepa.examples.recipe.RecipeContext;
import dev.jepa.examples.recipe.TrainingRun;
import dev.jepa.examples.recipe.UsageException;
import dev.jepa.examples.report.Summary;
import dev.jepa.models.ijepa.IJepa;
import dev.jepa.models.ijepa.IJepaTrainer;
import dev.jepa.models.probe.ProbeReport;
import dev.jepa.models.probe.ProbeSuite;
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
            long steps = context.steps(config.optimization().steps(batches.stepsPerEpoch()));
            TrainLoopConfig loop = new TrainLoopConfig(steps, config.logEvery(), 0, config.monitorEvery());
            TrainResult result = TrainingRun.train(
                    context,
                    run,
                    config,
                    config.checkpoint(),
                    loop,
                    new WatchedTrainer(trainer, model, task, config.precision()));
            double seconds = (System.nanoTime() - began) / 1e9;
            Summary summary = new Summary()
                    .put("recipe", name)
                    .put("seed", context.seed())
                    .put("device", context.device().toString())
                    .put("steps", result.stepsDone())
                    .put("seconds", seconds)
                    .put("images_per_second", result.speed().examplesPerSecond())
                    .put("loss", TrainingRun.lastLoss(run));
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
        return TrainingRun.load(
                context,
                config,
                config.checkpoint(),
                tensors -> encoder.loadStateDict(TrainState.under("target.", tensors)));
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
