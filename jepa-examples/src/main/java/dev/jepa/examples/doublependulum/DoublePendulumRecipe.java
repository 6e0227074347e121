package dev.jepa.examples.doublependulum;

import dev.jepa.core.config.Configs;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.train.CheckpointPolicy;
import dev.jepa.core.train.RunFolder;
import dev.jepa.core.train.TrainLoopConfig;
import dev.jepa.core.train.TrainResult;
import dev.jepa.core.train.TrainState;
import dev.jepa.core.train.WatchedStep;
import dev.jepa.examples.progress.Task;
import dev.jepa.examples.recipe.ProbedRecipe;
import dev.jepa.examples.recipe.RecipeContext;
import dev.jepa.examples.recipe.TrainingRun;
import dev.jepa.examples.report.Summary;
import dev.jepa.losses.temporal.SequenceRegularizer;
import dev.jepa.losses.vicreg.SampleAxes;
import dev.jepa.models.action.ActionBatch;
import dev.jepa.models.action.ActionJepa;
import dev.jepa.models.action.ActionJepaConfig;
import dev.jepa.models.action.ActionMethod;
import dev.jepa.models.action.ActionOptimization;
import dev.jepa.models.action.ActionTrainer;
import dev.jepa.models.action.PredictorConfig;
import dev.jepa.models.action.SceneFeatures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trains a JEPA on measured runs of a double pendulum and compares its forecasts of runs that it has not seen. */
public final class DoublePendulumRecipe implements ProbedRecipe<DoublePendulumRun> {
    private static final String EXAMPLES = "states";

    private static final String NAME = "double-pendulum";
    private static final int STEPS = 20;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "JEPA of a measured double pendulum, up to 2 s ahead: a few minutes on a CPU";
    }

    @Override
    public DoublePendulumRun defaults() {
        return new DoublePendulumRun(
                new DoublePendulumRun.Data(
                        "time",
                        List.of("pos_meas1", "pos_meas2", "vel_meas1", "vel_meas2"),
                        List.of("c1-143524", "c1-143704"),
                        0.01,
                        10,
                        10,
                        STEPS),
                new DoublePendulumRun.Encoder(32, 0, 24),
                new ActionJepaConfig(0, 0, new PredictorConfig.Residual(128, 2), 1),
                new ActionMethod.VarianceCovariance(
                        STEPS,
                        ActionMethod.Starts.FIRST,
                        1,
                        SceneFeatures.NONE,
                        new SequenceRegularizer(16, 8, 0, 0, 1, SampleAxes.ALL_STEPS)),
                new ActionOptimization(1500, 100, 1e-5, 1e-3, 1e-5, 1e-4, 2),
                64,
                true,
                0.02,
                1e-3,
                true,
                CheckpointPolicy.every(500),
                20,
                500);
    }

    @Override
    public Optional<String> dataSet() {
        return Optional.of(NAME);
    }

    @Override
    public String encoderPart() {
        return "model.encoder";
    }

    @Override
    public Summary train(DoublePendulumRun config, RecipeContext context) {
        try (TensorScope scope = TensorScope.open()) {
            PendulumData data = context.openData(NAME, folder -> PendulumData.read(folder, config.data()));
            try (ActionJepa model = model(config, context);
                    ActionTrainer trainer = new ActionTrainer(
                            model,
                            config.objective(),
                            config.optimization(),
                            data.batches(config, context),
                            Rng.of(context.seed()));
                    RunFolder run = context.openRun(config, data.origin(context.dataFolder(NAME)))) {
                return train(config, context, data, model, trainer, run);
            }
        }
    }

    private static Summary train(
            DoublePendulumRun config,
            RecipeContext context,
            PendulumData data,
            ActionJepa model,
            ActionTrainer trainer,
            RunFolder run) {
        long steps = context.steps(config.optimization().steps());
        TrainLoopConfig loop = new TrainLoopConfig(steps, config.logEvery(), 0, config.monitorEvery());
        ActionBatch batch = data.batches(config, context).apply(-1);
        WatchedStep watched = new WatchedStep(trainer, () -> model.encodeSequence(batch.observations(), Mode.EVAL)
                .flatten(0, 1)); // [B (H + 1), D]
        TrainResult result = TrainingRun.train(context, run, config, config.checkpoint(), loop, watched, EXAMPLES);
        Summary summary = TrainingRun.summary(context, run, result, EXAMPLES);
        LatentForecaster jepa = reader(model, data, config, context);
        Map<String, Forecaster> others = others(data, config, context);
        if (!config.supervised()) {
            return compared(summary, Comparison.of(jepa, others, data.test(), config.data()), data, config, run);
        }
        try (SupervisedPredictor supervised = new SupervisedPredictor(config, data.features(), init(context))) {
            try (Task training = context.display().begin("Supervised predictor", steps, "steps")) {
                supervised.train(config, data.batches(config, context), steps, step -> {
                    context.stopIfRequested(steps);
                    training.advance();
                });
            }
            others.put("supervised", supervised);
            return compared(summary, Comparison.of(jepa, others, data.test(), config.data()), data, config, run);
        }
    }

    private static Summary compared(
            Summary summary, Comparison comparison, PendulumData data, DoublePendulumRun config, RunFolder run) {
        summary.putAll(comparison.figures());
        new DoublePendulumReport(config, comparison)
                .write(run, summary, data.test(), Configs.toJson(config).toPrettyString());
        return summary;
    }

    private static LatentForecaster reader(
            ActionJepa model, PendulumData data, DoublePendulumRun config, RecipeContext context) {
        return LatentForecaster.fit(model, data.features(), data.train(), config, context.device());
    }

    private static Map<String, Forecaster> others(PendulumData data, DoublePendulumRun config, RecipeContext context) {
        LinearAutoregression linear = LinearAutoregression.choose(data.train(), config);
        context.display()
                .say("Linear autoregression of order " + linear.order() + ", ridge " + linear.penalty()
                        + ", chosen on training runs left out.");
        Map<String, Forecaster> others = new LinkedHashMap<>();
        others.put("linear", linear);
        others.put("persistence", Forecaster.persistence());
        return others;
    }

    @Override
    public Summary probe(DoublePendulumRun config, RecipeContext context) {
        try (TensorScope scope = TensorScope.open();
                ActionJepa model = model(config, context)) {
            PendulumData data = context.openData(NAME, folder -> PendulumData.read(folder, config.data()));
            long step = TrainingRun.load(
                    context,
                    config,
                    config.checkpoint(),
                    tensors -> model.loadStateDict(TrainState.under("model.", tensors)));
            Comparison comparison = Comparison.of(
                    reader(model, data, config, context), others(data, config, context), data.test(), config.data());
            return new Summary().put("recipe", NAME).put("steps", step).putAll(comparison.figures());
        }
    }

    private static ActionJepa model(DoublePendulumRun config, RecipeContext context) {
        Init init = init(context);
        int history = config.data().history();
        HistoryEncoder encoder = new HistoryEncoder(config.encoder(), history, init.at("encoder"));
        return new ActionJepa(
                config.model(),
                encoder,
                config.objective()
                        .targetMomentum()
                        .map(ignored -> new HistoryEncoder(config.encoder(), history, init.at("encoder"))),
                init);
    }

    private static Init init(RecipeContext context) {
        return Init.of(context.seed()).on(context.device());
    }
}
