package dev.jepa.examples.ijepa;

import dev.jepa.core.config.Configs;
import dev.jepa.core.encoder.VisionTransformer;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.train.RunFolder;
import dev.jepa.core.train.TrainLoopConfig;
import dev.jepa.core.train.TrainResult;
import dev.jepa.core.train.TrainState;
import dev.jepa.examples.downstream.EncoderRecipe;
import dev.jepa.examples.downstream.ImageEncoder;
import dev.jepa.examples.images.ImageProbes;
import dev.jepa.examples.images.ImageTask;
import dev.jepa.examples.images.WatchedTrainer;
import dev.jepa.examples.recipe.RecipeContext;
import dev.jepa.examples.recipe.TrainingRun;
import dev.jepa.examples.recipe.UsageException;
import dev.jepa.examples.report.Summary;
import dev.jepa.models.ijepa.IJepa;
import dev.jepa.models.ijepa.IJepaTrainer;
import dev.jepa.models.probe.ProbeReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Trains an I-JEPA on images, watches for collapse, and judges the frozen target encoder by probes where there are classes. */
public final class IJepaRecipe implements EncoderRecipe<IJepaRun> {
    private static final String TRAINED = "trained, last layer";
    private static final String TRAINED_LAST = "trained, last four layers";
    private static final String UNTRAINED = "untrained, last layer";
    private static final int DEEP_LAYERS = 4;

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
        ImageTask task = images(config, context);
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
                    context, run, config, config.checkpoint(), loop, watched(config, context, trainer, model, task));
            double seconds = (System.nanoTime() - began) / 1e9;
            Summary summary = TrainingRun.summary(context, run, result, seconds, "images_per_second");
            Optional<ProbeReport> probes = task.isLabelled()
                    ? Optional.of(probe(config, context, task, model.targetEncoder(), result.stepsDone()))
                    : Optional.empty();
            probes.ifPresent(report -> summary.putAll(figures(report)));
            ImageProbes section = probes(config, context, task, result.stepsDone());
            new IJepaReport(task, config, context.device())
                    .write(
                            run,
                            summary,
                            probes.map(table -> report -> section.addTo(report, table)),
                            model.targetEncoder(),
                            Configs.toJson(config).toPrettyString());
            return summary;
        }
    }

    @Override
    public ImageTask images(IJepaRun config, RecipeContext context) {
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
        ImageTask task = images(config, context);
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

    @Override
    public ImageEncoder encoder(IJepaRun config, Init init) {
        return new ImageEncoder.OfTransformer(
                new VisionTransformer(config.model().encoder(), init.at("encoder")));
    }

    /** The target encoder. */
    @Override
    public long load(ImageEncoder encoder, IJepaRun config, RecipeContext context) {
        return load(encoder.module(), config, context);
    }

    private static long load(Module encoder, IJepaRun config, RecipeContext context) {
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
            return probes(config, context, task, step)
                    .run(images -> features(images, trained, untrained), TRAINED, Rng.of(context.seed()));
        }
    }

    private static ImageProbes probes(IJepaRun config, RecipeContext context, ImageTask task, long step) {
        return new ImageProbes(
                task,
                config.model().encoder().imageSize(),
                context.device(),
                context.out(),
                () -> context.stopIfRequested(step));
    }

    private static Map<String, Tensor> features(Tensor images, VisionTransformer trained, VisionTransformer untrained) {
        int deep = Math.min(DEEP_LAYERS, trained.config().depth());
        List<Tensor> pooled = new ArrayList<>();
        for (Tensor tokens : trained.encodeLast(images, deep, Mode.EVAL)) {
            pooled.add(tokens.mean(1)); // [B, D]
        }
        Map<String, Tensor> kinds = new LinkedHashMap<>();
        kinds.put(TRAINED, pooled.get(deep - 1));
        kinds.put(TRAINED_LAST, Tensors.concat(pooled, 1));
        kinds.put(UNTRAINED, untrained.encode(images, Mode.EVAL).mean(1));
        return kinds;
    }

    private static Summary figures(ProbeReport probes) {
        return ImageProbes.figures(probes, TRAINED, UNTRAINED);
    }

    private static WatchedTrainer watched(
            IJepaRun config, RecipeContext context, IJepaTrainer trainer, IJepa model, ImageTask task) {
        return new WatchedTrainer(
                trainer,
                task,
                config.model().encoder().imageSize(),
                context.device(),
                config.precision(),
                images -> model.targetEncoder().encode(images, Mode.EVAL).mean(1));
    }

    private static Init init(RecipeContext context) {
        return Init.of(context.seed()).on(context.device());
    }
}
