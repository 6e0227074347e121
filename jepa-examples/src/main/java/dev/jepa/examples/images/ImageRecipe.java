package dev.jepa.examples.images;

import dev.jepa.core.config.Configs;
import dev.jepa.core.nn.Init;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.train.RunFolder;
import dev.jepa.core.train.TrainLoopConfig;
import dev.jepa.core.train.TrainResult;
import dev.jepa.core.train.TrainState;
import dev.jepa.core.train.WatchedStep;
import dev.jepa.examples.recipe.ProbedRecipe;
import dev.jepa.examples.recipe.RecipeContext;
import dev.jepa.examples.recipe.TrainingRun;
import dev.jepa.examples.recipe.UsageException;
import dev.jepa.examples.report.Summary;
import dev.jepa.models.probe.ProbeReport;
import java.util.Optional;

/**
 * Trains a method on images, watches for collapse, and judges the frozen encoder by probes where there are classes.
 *
 * @param <C> the record that holds every hyper-parameter
 */
public final class ImageRecipe<C extends Record & ImageRun<C>> implements ProbedRecipe<C> {
    private static final String EXAMPLES = "images";

    private final String name;
    private final String description;
    private final C defaults;
    private final ImageMethod<C> method;
    private final ImageSource source;

    /**
     * A recipe.
     *
     * @param source opens the images
     */
    public ImageRecipe(String name, String description, C defaults, ImageMethod<C> method, ImageSource source) {
        this.name = name;
        this.description = description;
        this.defaults = defaults;
        this.method = method;
        this.source = source;
    }

    /** The same on other images. */
    public ImageRecipe<C> on(ImageSource other) {
        return new ImageRecipe<>(name, description, defaults, method, other);
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
    public C defaults() {
        return defaults;
    }

    @Override
    public Optional<String> dataSet() {
        return Optional.of(source.dataSet());
    }

    @Override
    public String encoderPart() {
        return method.part();
    }

    @Override
    public Summary train(C config, RecipeContext context) {
        return train(config, context, true);
    }

    /**
     * Trains as {@link #train}, and judges the trained features only, those of the last four layers by the linear probe alone: where
     * untrained features and pixels have been judged before.
     */
    public Summary trainAlone(C config, RecipeContext context) {
        return train(config, context, false);
    }

    private Summary train(C config, RecipeContext context, boolean beside) {
        ImageTask task = imagesToTrainOn(config, context);
        try (TensorScope scope = TensorScope.open();
                ImageLearner learner = method.start(config, task, context.seed(), context.device());
                RunFolder run = context.openRun(config, task.origin(context.dataFolder(source.dataSet())))) {
            TrainLoopConfig loop =
                    new TrainLoopConfig(context.steps(learner.steps()), config.logEvery(), 0, config.monitorEvery());
            TrainResult result = TrainingRun.train(
                    context, run, config, config.checkpoint(), loop, watched(config, context, learner, task), EXAMPLES);
            Summary summary = TrainingRun.summary(context, run, result, EXAMPLES);
            ImageProbes probes = probes(config, context, task, result.stepsDone());
            Optional<ProbeReport> table = task.isLabelled()
                    ? Optional.of(probe(config, context, probes, learner.encoder(), beside))
                    : Optional.empty();
            table.ifPresent(report -> summary.putAll(ImageProbes.figures(report)));
            new ImageReport(task, config.imageSize(), context.device())
                    .write(
                            method.title(),
                            run,
                            summary,
                            learner,
                            table.map(rows -> report -> probes.addTo(report, rows)),
                            Configs.toText(config));
            return summary;
        }
    }

    /**
     * The images that runs are trained on and judged by.
     *
     * @throws UsageException if the configuration does not fit them
     */
    public ImageTask images(C config, RecipeContext context) {
        ImageTask task = source.open(context).turned(config.isUpright());
        if (config.channels() != task.channels()) {
            throw new UsageException(config.channelsKey() + " must be " + task.channels() + ", as the images of "
                    + context.recipe() + " have, but was " + config.channels() + ".");
        }
        return task;
    }

    /**
     * As {@link #images}, to begin or go on with a run.
     *
     * @throws UsageException also if there are too few for a step
     */
    public ImageTask imagesToTrainOn(C config, RecipeContext context) {
        ImageTask task = images(config, context);
        if (config.batchSize() > task.train().size()) {
            throw new UsageException("batchSize must be at most " + task.train().size()
                    + ", the number of images to train on, but was " + config.batchSize()
                    + ".\nMaybe --set batchSize=" + Math.max(2, task.train().size() / 2) + ".");
        }
        return task;
    }

    /** The encoder as a run with this key starts with it. */
    public ImageEncoder encoder(C config, Init init) {
        return method.encoder(config, init);
    }

    /** Overwrites an encoder with that of the newest whole checkpoint of the context's run; returns its step. */
    public long load(ImageEncoder encoder, C config, RecipeContext context) {
        return TrainingRun.load(context, config, config.checkpoint(), tensors -> encoder.module()
                .loadStateDict(TrainState.under(encoderPart() + ".", tensors)));
    }

    /** Networks, optimiser and batches as a run starts with them. */
    public ImageLearner start(C config, RecipeContext context) {
        return method.start(config, imagesToTrainOn(config, context), context.seed(), context.device());
    }

    @Override
    public Summary probe(C config, RecipeContext context) {
        ImageTask task = images(config, context);
        if (!task.isLabelled()) {
            throw new UsageException("The images have no classes to tell apart, so there is nothing to probe.\n"
                    + "Maybe pass images in class folders with --data.");
        }
        try (TensorScope scope = TensorScope.open();
                ImageEncoder encoder = encoder(config, init(context))) {
            long step = load(encoder, config, context);
            ProbeReport table = probe(config, context, probes(config, context, task, step), encoder, true);
            return new Summary().put("recipe", name).put("steps", step).putAll(ImageProbes.figures(table));
        }
    }

    private ProbeReport probe(
            C config, RecipeContext context, ImageProbes probes, ImageEncoder trained, boolean beside) {
        Rng rng = Rng.of(context.seed());
        if (!beside) {
            return probes.runBriefly(images -> ImageProbes.rows(ImageProbes.TRAINED, trained, images), false, rng);
        }
        try (ImageEncoder untrained = encoder(config, init(context))) {
            return probes.run(trained, untrained, rng);
        }
    }

    private ImageProbes probes(C config, RecipeContext context, ImageTask task, long step) {
        return new ImageProbes(
                task,
                config.imageSize(),
                context.device(),
                context.display(),
                context.out(),
                () -> context.stopIfRequested(step));
    }

    private WatchedStep watched(C config, RecipeContext context, ImageLearner learner, ImageTask task) {
        WatchedImages images =
                new WatchedImages(task, config.imageSize(), context.device(), learner.encoder()::represent);
        return new WatchedStep(learner.trainer(), config.precision(), images);
    }

    private static Init init(RecipeContext context) {
        return Init.of(context.seed()).on(context.device());
    }
}
