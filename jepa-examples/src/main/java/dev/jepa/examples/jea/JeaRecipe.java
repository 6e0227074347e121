package dev.jepa.examples.jea;

import dev.jepa.core.config.Configs;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
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
import dev.jepa.models.jea.JeaTrainer;
import dev.jepa.models.jea.JointEmbedding;
import dev.jepa.models.probe.ProbeReport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Trains a joint-embedding model on images, watches for collapse, and judges the frozen encoder by probes. */
final class JeaRecipe implements EncoderRecipe<JeaRun> {
    private static final String TRAINED = "trained";
    private static final String UNTRAINED = "untrained";

    private final String name;
    private final String description;
    private final JeaRun defaults;
    private final Function<RecipeContext, ImageTask> data;

    JeaRecipe(String name, String description, JeaRun defaults, Function<RecipeContext, ImageTask> data) {
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
    public JeaRun defaults() {
        return defaults;
    }

    @Override
    public Summary train(JeaRun config, RecipeContext context) {
        ImageTask task = data.apply(context);
        if (config.batchSize() > task.train().size()) {
            throw new UsageException("batchSize must be at most " + task.train().size()
                    + ", the number of images to train on, but was " + config.batchSize() + ".");
        }
        try (TensorScope scope = TensorScope.open();
                JeaBatches batches = new JeaBatches(task, config, context.seed(), context.device());
                JointEmbedding model = config.encoder().model(config.model(), init(context));
                JeaTrainer trainer = new JeaTrainer(
                        model, config.optimization(), batches, batches.stepsPerEpoch(), Rng.of(context.seed()));
                RunFolder run =
                        context.openRun(config, task.train().provenance().toString())) {
            long began = System.nanoTime();
            long steps = context.steps(config.optimization().steps(batches.stepsPerEpoch()));
            TrainLoopConfig loop = new TrainLoopConfig(steps, config.logEvery(), 0, config.monitorEvery());
            WatchedTrainer watched = new WatchedTrainer(
                    trainer, task, JeaBatches.SIZE, context.device(), config.precision(), model::represent);
            TrainResult result = TrainingRun.train(context, run, config, config.checkpoint(), loop, watched);
            double seconds = (System.nanoTime() - began) / 1e9;
            ImageProbes probes = probes(context, task, result.stepsDone());
            ProbeReport table = probe(config, context, probes, model);
            Summary summary = TrainingRun.summary(context, run, result, seconds, "images_per_second")
                    .putAll(ImageProbes.figures(table, TRAINED, UNTRAINED));
            JeaReport.write(
                    run, task, summary, probes, table, Configs.toJson(config).toPrettyString());
            return summary;
        }
    }

    @Override
    public Summary probe(JeaRun config, RecipeContext context) {
        ImageTask task = data.apply(context);
        try (TensorScope scope = TensorScope.open();
                JointEmbedding model = config.encoder().model(config.model(), init(context))) {
            long step = load(model.encoder(), config, context);
            ProbeReport table = probe(config, context, probes(context, task, step), model);
            return new Summary()
                    .put("recipe", name)
                    .put("steps", step)
                    .putAll(ImageProbes.figures(table, TRAINED, UNTRAINED));
        }
    }

    @Override
    public ImageTask images(JeaRun config, RecipeContext context) {
        return data.apply(context);
    }

    @Override
    public ImageEncoder encoder(JeaRun config, Init init) {
        return config.encoder().encoder(init.at("encoder"));
    }

    @Override
    public long load(ImageEncoder encoder, JeaRun config, RecipeContext context) {
        return load(encoder.module(), config, context);
    }

    /** Loads the encoder of the newest whole checkpoint; returns its step. */
    private static long load(Module encoder, JeaRun config, RecipeContext context) {
        return TrainingRun.load(
                context,
                config,
                config.checkpoint(),
                tensors -> encoder.loadStateDict(TrainState.under("encoder.", tensors)));
    }

    private static ProbeReport probe(JeaRun config, RecipeContext context, ImageProbes probes, JointEmbedding trained) {
        try (JointEmbedding untrained = config.encoder().model(config.model(), init(context))) {
            return probes.run(
                    images -> {
                        Map<String, Tensor> features = new LinkedHashMap<>();
                        features.put(TRAINED, trained.represent(images));
                        features.put(UNTRAINED, untrained.represent(images));
                        return features;
                    },
                    TRAINED,
                    Rng.of(context.seed()));
        }
    }

    private static ImageProbes probes(RecipeContext context, ImageTask task, long step) {
        return new ImageProbes(
                task, JeaBatches.SIZE, context.device(), context.out(), () -> context.stopIfRequested(step));
    }

    private static Init init(RecipeContext context) {
        return Init.of(context.seed()).on(context.device());
    }
}
