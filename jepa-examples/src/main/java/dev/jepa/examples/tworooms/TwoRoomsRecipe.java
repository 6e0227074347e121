package dev.jepa.examples.tworooms;

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
import dev.jepa.examples.recipe.PlanOptions;
import dev.jepa.examples.recipe.PlannedRecipe;
import dev.jepa.examples.recipe.ProbedRecipe;
import dev.jepa.examples.recipe.RecipeContext;
import dev.jepa.examples.recipe.TrainingRun;
import dev.jepa.examples.report.Summary;
import dev.jepa.models.action.ActionBatch;
import dev.jepa.models.action.ActionJepa;
import dev.jepa.models.action.ActionTrainer;
import dev.jepa.planning.env.tworooms.WindowBatch;
import java.time.Duration;
import java.util.Optional;

/** Trains an action-conditioned JEPA on pictures of random walks, probes where its states say the agent is, and plans. */
public final class TwoRoomsRecipe implements ProbedRecipe<TwoRoomsRun>, PlannedRecipe<TwoRoomsRun> {
    private static final String EXAMPLES = "frames";

    private final String name;
    private final String description;
    private final TwoRoomsRun defaults;

    /** A recipe. */
    public TwoRoomsRecipe(String name, String description, TwoRoomsRun defaults) {
        this.name = name;
        this.description = description;
        this.defaults = defaults;
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
    public TwoRoomsRun defaults() {
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
    public Summary train(TwoRoomsRun config, RecipeContext context) {
        Rng rng = Rng.of(context.seed());
        Walks walks = new Walks(config.world(), config.walk(), config.batch(), rng);
        try (TensorScope scope = TensorScope.open();
                ActionJepa model = TwoRoomsModel.create(config, init(context));
                ActionTrainer trainer = new ActionTrainer(
                        model,
                        config.objective(),
                        config.optimization(),
                        config.refinement(),
                        step -> batch(walks.windows(step), context),
                        rng);
                RunFolder run = context.openRun(
                        config, DataOrigin.made("Two Rooms", "generated from seed " + context.seed()))) {
            Walks fixed = Evaluations.watched(config);
            WatchedStep watched = new WatchedStep(
                    trainer, () -> model.encodeSequence(fixed.windows(0).observations(), Mode.EVAL)
                            .flatten(0, 1)); // [B T, D]
            long steps = context.steps(config.steps());
            TrainLoopConfig loop = new TrainLoopConfig(steps, config.logEvery(), 0, config.monitorEvery());
            TrainResult result = TrainingRun.train(context, run, config, config.checkpoint(), loop, watched, EXAMPLES);
            Summary summary = TrainingRun.summary(context, run, result, EXAMPLES);
            context.display().say("Probing where the states say the agent is …");
            PositionReport positions = PositionReport.of(model, config);
            summary.putAll(positions.figures());
            new TwoRoomsReport(config)
                    .write(run, summary, positions, Configs.toJson(config).toPrettyString());
            return summary;
        }
    }

    private static ActionBatch batch(WindowBatch windows, RecipeContext context) {
        return new ActionBatch(
                windows.observations().to(context.device()), windows.actions().to(context.device()), Duration.ZERO);
    }

    @Override
    public Summary probe(TwoRoomsRun config, RecipeContext context) {
        try (TensorScope scope = TensorScope.open();
                ActionJepa model = TwoRoomsModel.create(config, init(context))) {
            long step = load(model, config, context);
            return new Summary()
                    .put("recipe", name)
                    .put("steps", step)
                    .putAll(PositionReport.of(model, config).figures());
        }
    }

    @Override
    public Summary plan(TwoRoomsRun config, RecipeContext context, PlanOptions options) {
        try (TensorScope scope = TensorScope.open();
                ActionJepa model = TwoRoomsModel.create(config, init(context))) {
            load(model, config, context);
            return new TwoRoomsPlanning(config, model, options, context.display()).run();
        }
    }

    /** Loads the newest checkpoint of a run into its model; returns its step. */
    public static long load(ActionJepa model, TwoRoomsRun config, RecipeContext context) {
        return TrainingRun.load(
                context,
                config,
                config.checkpoint(),
                tensors -> model.loadStateDict(TrainState.under("model.", tensors)));
    }

    private static Init init(RecipeContext context) {
        return Init.of(context.seed()).on(context.device());
    }
}
