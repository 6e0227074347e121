package dev.jepa.examples.images;

import dev.jepa.core.train.CheckpointPolicy;
import dev.jepa.core.train.Checkpoints;
import dev.jepa.core.train.JsonlMetrics;
import dev.jepa.core.train.MetricsSink;
import dev.jepa.core.train.RunFolder;
import dev.jepa.core.train.TensorBoardEvents;
import dev.jepa.core.train.TrainLoop;
import dev.jepa.core.train.TrainLoopConfig;
import dev.jepa.core.train.TrainResult;
import dev.jepa.core.train.TrainStep;
import dev.jepa.examples.progress.TrainingDisplay;
import dev.jepa.examples.recipe.RecipeContext;
import java.util.List;

/**
 * The training of a run, from its start or from its newest checkpoint.
 *
 * @param config the run's configuration, which its checkpoints carry
 * @param checkpoint when to save, what to keep
 * @param logEvery steps between two lines of metrics
 * @param monitorEvery steps between two looks at collapse
 */
public record ImageTraining(
        RecipeContext context, Record config, CheckpointPolicy checkpoint, long logEvery, long monitorEvery) {
    /** Trains until the last step, or until asked to stop. */
    public TrainResult run(RunFolder run, long configuredSteps, TrainStep trainer) {
        Checkpoints checkpoints = new Checkpoints(run.checkpoints(), checkpoint, config);
        TrainingDisplay display = TrainingDisplay.on(context.out());
        long start = context.resume() ? checkpoints.restore(trainer.state(), display::note) : 0;
        TrainLoopConfig loop = new TrainLoopConfig(context.steps(configuredSteps), logEvery, 0, monitorEvery);
        try (MetricsSink metrics = MetricsSink.all(
                start > 0
                        ? List.of(
                                JsonlMetrics.resume(run.metrics(), start),
                                TensorBoardEvents.resume(run.tensorBoard(), start))
                        : List.of(JsonlMetrics.create(run.metrics()), TensorBoardEvents.create(run.tensorBoard())))) {
            return new TrainLoop(loop, checkpoints, metrics, display, context.stopRequested()).run(trainer, start);
        }
    }

    /** The last loss, from the file, since a run resumed at its end has made no step in this process. */
    public static double lastLoss(RunFolder run) {
        return JsonlMetrics.read(run.metrics()).stream()
                .map(line -> line.values().getOrDefault("loss", Double.NaN))
                .filter(Double::isFinite)
                .reduce(Double.NaN, (before, last) -> last);
    }
}
