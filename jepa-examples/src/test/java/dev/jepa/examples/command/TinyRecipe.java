package dev.jepa.examples.command;

import dev.jepa.core.data.Cifar;
import dev.jepa.core.data.Split;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Linear;
import dev.jepa.core.train.CheckpointPolicy;
import dev.jepa.core.train.Checkpoints;
import dev.jepa.core.train.DataOrigin;
import dev.jepa.core.train.JsonlMetrics;
import dev.jepa.core.train.MetricsSink;
import dev.jepa.core.train.RunFolder;
import dev.jepa.core.train.TrainLoop;
import dev.jepa.core.train.TrainLoopConfig;
import dev.jepa.core.train.TrainResult;
import dev.jepa.examples.recipe.ProbedRecipe;
import dev.jepa.examples.recipe.RecipeContext;
import dev.jepa.examples.recipe.StoppedException;
import dev.jepa.examples.report.Curve;
import dev.jepa.examples.report.LineChart;
import dev.jepa.examples.report.Report;
import dev.jepa.examples.report.Summary;
import java.util.List;
import java.util.Optional;

/** A real recipe that takes milliseconds: a linear layer learns to double its input. */
final class TinyRecipe implements ProbedRecipe<TinyRecipe.Config> {
    /**
     * Everything about a tiny run.
     *
     * @param steps how many
     * @param width of the layer
     * @param learningRate of AdamW
     * @param every steps between checkpoints
     * @param pauseMillis sleep in each step, to be interrupted in
     * @param judgeMillis sleep after the last step, to be interrupted in
     * @param cifar whether to open CIFAR-10 first
     */
    record Config(
            long steps, int width, double learningRate, long every, long pauseMillis, long judgeMillis, boolean cifar) {
        Config {
            if (!(learningRate > 0)) {
                throw new IllegalArgumentException("learningRate must be > 0 but was " + learningRate + ".");
            }
        }
    }

    @Override
    public String name() {
        return "tiny";
    }

    @Override
    public String description() {
        return "a linear layer that learns to double its input";
    }

    @Override
    public Optional<String> dataSet() {
        return Optional.of("cifar10");
    }

    @Override
    public String encoderPart() {
        return "encoder";
    }

    @Override
    public Config defaults() {
        return new Config(8, 4, 0.1, 2, 0, 0, false);
    }

    @Override
    public Summary train(Config config, RecipeContext context) {
        DataOrigin data = config.cifar()
                ? context.openData(
                        "cifar10",
                        folder -> DataOrigin.in(
                                folder,
                                "CIFAR-10",
                                Cifar.cifar10(folder, Split.TRAIN).provenance().fingerprint()))
                : DataOrigin.made("numbers", "seed " + context.seed());
        try (RunFolder run = context.openRun(config, data);
                Linear layer = new Linear(config.width(), config.width(), Init.of(context.seed()));
                TinyStep step = new TinyStep(layer, config, context.seed())) {
            Checkpoints checkpoints =
                    new Checkpoints(run.checkpoints(), CheckpointPolicy.every(config.every()), config);
            long start = checkpoints.restore(step.state(), context.display()::say);
            TrainResult result;
            try (MetricsSink metrics =
                    context.resume() ? JsonlMetrics.resume(run.metrics(), start) : JsonlMetrics.create(run.metrics())) {
                TrainLoopConfig loop = new TrainLoopConfig(context.steps(config.steps()), 1, 0, 0);
                result = new TrainLoop(
                                loop,
                                checkpoints,
                                metrics,
                                context.display().training("examples"),
                                context.stopRequested())
                        .run(step, start);
            }
            if (result.stopped()) {
                throw new StoppedException(result.stepsDone());
            }
            context.display().say("Judging …");
            TinyStep.sleep(config.judgeMillis());
            Curve loss = Curve.of("loss", JsonlMetrics.read(run.metrics()), "loss");
            new Report(name(), description())
                    .charts(List.of(LineChart.of("Loss", "step", List.of(loss))))
                    .write(context.folder());
            return new Summary()
                    .put("recipe", name())
                    .put("steps", result.stepsDone())
                    .put("loss", step.loss());
        }
    }

    @Override
    public Summary probe(Config config, RecipeContext context) {
        try (Linear layer = new Linear(config.width(), config.width(), Init.of(context.seed()));
                TinyStep step = new TinyStep(layer, config, context.seed())) {
            long done = new Checkpoints(context.folder().resolve("checkpoints"), CheckpointPolicy.every(1), config)
                    .restore(step.state(), context.display()::say);
            return new Summary().put("steps", done).put("loss", step.loss());
        }
    }
}
