package dev.jepa.examples.worlds;

import dev.jepa.core.config.Configs;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.train.DataOrigin;
import dev.jepa.core.train.RunFolder;
import dev.jepa.core.train.TrainLoopConfig;
import dev.jepa.core.train.TrainResult;
import dev.jepa.core.train.TrainState;
import dev.jepa.core.train.WatchedStep;
import dev.jepa.examples.progress.Task;
import dev.jepa.examples.recipe.PlanOptions;
import dev.jepa.examples.recipe.PlannedRecipe;
import dev.jepa.examples.recipe.ProbedRecipe;
import dev.jepa.examples.recipe.RecipeContext;
import dev.jepa.examples.recipe.TrainingRun;
import dev.jepa.examples.recipe.UsageException;
import dev.jepa.examples.report.Summary;
import dev.jepa.models.action.ActionBatch;
import dev.jepa.models.action.ActionJepa;
import dev.jepa.models.action.ActionTrainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.LongFunction;

/** Trains an action-conditioned JEPA on what the sensors of a world say while a policy explores it, judges its predictions, and plans. */
public final class WorldRecipe implements ProbedRecipe<WorldRun>, PlannedRecipe<WorldRun> {
    private static final String EXAMPLES = "states";

    private final SensorWorld world;
    private final String description;
    private final WorldRun defaults;

    WorldRecipe(SensorWorld world, String description, WorldRun defaults) {
        this.world = world;
        this.description = description;
        this.defaults = defaults;
    }

    /** The world. */
    SensorWorld world() {
        return world;
    }

    @Override
    public String toString() {
        return name();
    }

    @Override
    public String name() {
        return world.name();
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public WorldRun defaults() {
        return defaults;
    }

    @Override
    public Optional<String> dataSet() {
        return Optional.empty();
    }

    @Override
    public String encoderPart() {
        return "model.encoder";
    }

    @Override
    public Summary train(WorldRun config, RecipeContext context) {
        requireFits(config);
        WorldRun.Data data = config.data();
        WorldData episodes = explored(data, context);
        LongFunction<ActionBatch> batches = episodes.batches(data, context.seed(), context.device());
        try (TensorScope scope = TensorScope.open();
                ActionJepa model = model(config, episodes.statistics(), context);
                ActionTrainer trainer = new ActionTrainer(
                        model,
                        config.objective(),
                        config.optimization(),
                        config.refinement(),
                        batches,
                        Rng.of(context.seed()));
                RunFolder run =
                        context.openRun(config, DataOrigin.made(name(), "explored from seed " + context.seed()))) {
            ActionBatch watched = batches.apply(-1);
            WatchedStep step = new WatchedStep(trainer, () -> model.encodeSequence(watched.observations(), Mode.EVAL)
                    .flatten(0, 1)); // [B T, D]
            TrainLoopConfig loop =
                    new TrainLoopConfig(context.steps(config.steps()), config.logEvery(), 0, config.monitorEvery());
            TrainResult result = TrainingRun.train(context, run, config, config.checkpoint(), loop, step, EXAMPLES);
            Summary summary = TrainingRun.summary(context, run, result, EXAMPLES);
            context.display().say("Predicting episodes that were not trained on …");
            Forecast forecast = LearnedWorld.of(world, config, model).forecast(world, config);
            summary.putAll(forecast.figures());
            WorldReport.write(
                    world, run, summary, forecast, Configs.toJson(config).toPrettyString());
            return summary;
        }
    }

    private WorldData explored(WorldRun.Data data, RecipeContext context) {
        try (Task exploring = context.display().begin("Exploring", data.episodes(), "episodes")) {
            return WorldData.of(world, data, context.seed(), data.episodes(), data.steps(), exploring::advance);
        }
    }

    @Override
    public Summary probe(WorldRun config, RecipeContext context) {
        try (TensorScope scope = TensorScope.open();
                ActionJepa model = emptyModel(config, context)) {
            long step = load(model, config, context);
            return new Summary()
                    .put("recipe", name())
                    .put("steps", step)
                    .putAll(LearnedWorld.of(world, config, model)
                            .forecast(world, config)
                            .figures());
        }
    }

    @Override
    public Summary plan(WorldRun config, RecipeContext context, PlanOptions options) {
        List<Summary> summaries = new ArrayList<>();
        planWithEach(config, context, List.of(options), (each, summary) -> summaries.add(summary));
        return summaries.get(0);
    }

    @Override
    public void planWithEach(
            WorldRun config, RecipeContext context, List<PlanOptions> options, BiConsumer<PlanOptions, Summary> done) {
        try (TensorScope scope = TensorScope.open();
                ActionJepa model = emptyModel(config, context)) {
            load(model, config, context);
            new WorldPlanning(world, config, model, context.display()).each(options, done);
        }
    }

    private void requireFits(WorldRun config) {
        int actions = world.task(1).actionBounds().dim();
        if (config.model().actionDim() != actions) {
            throw new UsageException("model.actionDim must be " + actions + " in the world " + name() + " but was "
                    + config.model().actionDim() + ".");
        }
        config.planning().cost().requireSensors(world.sensors().count());
    }

    private static long load(ActionJepa model, WorldRun config, RecipeContext context) {
        return TrainingRun.load(
                context,
                config,
                config.checkpoint(),
                tensors -> model.loadStateDict(TrainState.under("model.", tensors)));
    }

    private ActionJepa emptyModel(WorldRun config, RecipeContext context) {
        return model(config, WorldData.Statistics.none(world.sensors().count()), context);
    }

    private ActionJepa model(WorldRun config, WorldData.Statistics statistics, RecipeContext context) {
        Init init = Init.of(context.seed()).on(context.device());
        return new ActionJepa(
                config.model(),
                encoder(config, statistics, init),
                config.objective().targetMomentum().map(ignored -> encoder(config, statistics, init)),
                init);
    }

    private SensorEncoder encoder(WorldRun config, WorldData.Statistics statistics, Init init) {
        return new SensorEncoder(
                config.encoder(),
                world.sensors(),
                statistics.mean().copy(),
                statistics.scale().copy(),
                init.at("encoder"));
    }
}
