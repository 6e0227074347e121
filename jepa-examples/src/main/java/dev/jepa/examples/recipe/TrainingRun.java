package dev.jepa.examples.recipe;

import dev.jepa.core.tensor.Compute;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.train.CheckpointPolicy;
import dev.jepa.core.train.Checkpoints;
import dev.jepa.core.train.CoreLoad;
import dev.jepa.core.train.JsonlMetrics;
import dev.jepa.core.train.MetricsLine;
import dev.jepa.core.train.MetricsSink;
import dev.jepa.core.train.Progress;
import dev.jepa.core.train.RunFolder;
import dev.jepa.core.train.TensorBoardEvents;
import dev.jepa.core.train.TrainLoop;
import dev.jepa.core.train.TrainLoopConfig;
import dev.jepa.core.train.TrainResult;
import dev.jepa.core.train.TrainStep;
import dev.jepa.examples.report.Summary;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What the recipes' trainings have in common: checkpoints, metrics, display, resume, and loading what was trained. */
public final class TrainingRun {
    private TrainingRun() {}

    /**
     * Trains to the end, or from the newest checkpoint to the end.
     *
     * @param examples what a batch holds, as in {@code images}
     * @throws StoppedException when the user asked it to stop; a checkpoint has been saved then
     */
    public static TrainResult train(
            RecipeContext context,
            RunFolder run,
            Record config,
            CheckpointPolicy policy,
            TrainLoopConfig loop,
            TrainStep step,
            String examples) {
        Checkpoints checkpoints = new Checkpoints(run.checkpoints(), policy, config);
        Progress progress = context.display().training(examples);
        CoreLoad.measure().warning(Compute.threads()).ifPresent(progress::note);
        long start = context.resume() ? checkpoints.restore(step.state(), progress::note) : 0;
        TrainResult result;
        try (MetricsSink metrics = MetricsSink.all(
                start > 0
                        ? List.of(
                                JsonlMetrics.resume(run.metrics(), start),
                                TensorBoardEvents.resume(run.tensorBoard(), start))
                        : List.of(JsonlMetrics.create(run.metrics()), TensorBoardEvents.create(run.tensorBoard())))) {
            result = new TrainLoop(loop, checkpoints, metrics, progress, context.stopRequested()).run(step, start);
        }
        if (result.stopped()) {
            throw new StoppedException(result.stepsDone());
        }
        context.stopIfRequested(result.stepsDone()); // asked during the last step
        return result;
    }

    /**
     * The figures that every training ends with.
     *
     * @param examples as in {@link #train}
     */
    public static Summary summary(RecipeContext context, RunFolder run, TrainResult result, String examples) {
        return new Summary()
                .put("recipe", context.recipe())
                .put("seed", context.seed())
                .put("device", context.device().toString())
                .put("steps", result.stepsDone())
                .put("seconds", stepSeconds(run))
                .put(examples + "_per_second", result.speed().examplesPerSecond())
                .put("loss", last(run, "loss"));
    }

    /** The last recorded value of a metric: from the file, since a run resumed at its end has made no step in this process. */
    public static double last(RunFolder run, String metric) {
        return JsonlMetrics.read(run.metrics()).stream()
                .map(line -> line.values().getOrDefault(metric, Double.NaN))
                .filter(Double::isFinite)
                .reduce(Double.NaN, (before, last) -> last);
    }

    /** The seconds that a run's steps took, in all processes that worked on it: no checkpoints, no looks at collapse. */
    private static double stepSeconds(RunFolder run) {
        double seconds = 0;
        long before = 0;
        for (MetricsLine line : JsonlMetrics.read(run.metrics())) {
            Double milliseconds = line.values().get("step_ms");
            if (milliseconds != null) {
                seconds += (line.step() - before) * milliseconds / 1e3;
                before = line.step();
            }
        }
        return seconds;
    }

    /**
     * Hands the tensors of the newest whole checkpoint of the context's run to a function; returns its step.
     *
     * @throws IllegalArgumentException if there is no checkpoint
     */
    public static long load(
            RecipeContext context, Record config, CheckpointPolicy policy, Consumer<Map<String, Tensor>> loader) {
        return new Checkpoints(context.folder().resolve("checkpoints"), policy, config)
                .withNewest(context.device(), context.display()::say, tensors -> {
                    loader.accept(tensors);
                    return true;
                })
                .orElseThrow(() -> new IllegalArgumentException(
                        context.folder() + " has no checkpoint yet.\nMaybe train it further."))
                .checkpoint()
                .step();
    }
}
