package dev.jepa.core.train;

import dev.jepa.core.optim.Gradients;
import dev.jepa.core.tensor.TensorScope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Runs the steps of a {@link TrainStep}: metrics, progress, checkpoints, evaluation, collapse monitor, and the guard
 * that stops before an update that is not finite.
 *
 * <pre>{@code
 * Checkpoints checkpoints = new Checkpoints(run.checkpoints(), CheckpointPolicy.every(500), config);
 * long start = checkpoints.restore(step.state(), progress::note); // 0 for a new run
 * TrainResult result = new TrainLoop(loopConfig, checkpoints, metrics, progress, stopRequested).run(step, start);
 * }</pre>
 *
 * <p>The parameters after step n are the same, bit for bit, whether or not the run was interrupted and resumed on the way.
 * So are its metrics, all but times and rates: what has been averaged since the last line is part of a checkpoint.
 */
public final class TrainLoop {
    private final TrainLoopConfig config;
    private final Checkpoints checkpoints;
    private final MetricsSink metrics;
    private final Progress progress;
    private final BooleanSupplier stopRequested;

    /**
     * Prepares a loop.
     *
     * @param stopRequested asked before every step; when true, the loop saves a checkpoint and returns
     */
    public TrainLoop(
            TrainLoopConfig config,
            Checkpoints checkpoints,
            MetricsSink metrics,
            Progress progress,
            BooleanSupplier stopRequested) {
        this.config = config;
        this.checkpoints = checkpoints;
        this.metrics = metrics;
        this.progress = progress;
        this.stopRequested = stopRequested;
    }

    /**
     * Runs from a step to the end.
     *
     * @param start the number of steps already in the state
     * @throws NonFiniteException before an update that would not be finite
     */
    public TrainResult run(TrainStep trainStep, long start) {
        progress.begin(start, config.steps());
        try {
            return new Run(trainStep, start).toTheEnd();
        } finally {
            progress.end();
        }
    }

    /** The moving parts of one call of {@link #run}. */
    private final class Run {
        private final TrainStep trainStep;
        private final SpeedMeter speed = new SpeedMeter();
        private final MeanMetrics means = new MeanMetrics();
        private final Map<String, Double> newest = new LinkedHashMap<>();
        private long done;
        private long saved;
        private CollapseMonitor.State health = CollapseMonitor.State.HEALTHY;

        Run(TrainStep trainStep, long start) {
            this.trainStep = trainStep;
            this.done = start;
            this.saved = start > 0 ? start : -1;
            checkpoints.find(start).ifPresent(checkpoint -> means.restore(checkpoint.means()));
        }

        TrainResult toTheEnd() {
            while (done < config.steps() && !stopRequested.getAsBoolean()) {
                step();
                boolean last = done == config.steps();
                if (last || done % config.logEvery() == 0) {
                    log();
                }
                boolean scheduled = last || done % checkpoints.policy().every() == 0;
                if (scheduled) {
                    save(Map.of()); // before anything looks at the state: looking may fail
                }
                monitor(last);
                Map<String, Double> figures = evaluate(last);
                if (checkpoints.wouldBeBest(figures) || (scheduled && !figures.isEmpty())) {
                    save(figures);
                }
            }
            boolean stopped = done < config.steps();
            if (stopped && saved != done) {
                save(Map.of());
            }
            if (stopped) {
                progress.note("Stopped after " + done + " of " + config.steps() + " steps; they are saved in "
                        + checkpoints.folder() + ".");
            }
            return new TrainResult(done, stopped, newest, speed.overall());
        }

        private void step() {
            long began = System.nanoTime();
            try (TensorScope ignored = TensorScope.open()) {
                StepGradients computed = trainStep.compute(done);
                double norm = Gradients.globalNorm(computed.list());
                Optional<String> fault = NonFiniteGuard.find(computed, norm);
                if (fault.isPresent()) {
                    throw new NonFiniteException(done, fault.get(), lastGood());
                }
                Map<String, Double> values = new LinkedHashMap<>(computed.terms());
                values.put("gradient_norm", norm);
                values.putAll(trainStep.update(done, computed));
                done++;
                long nanos = System.nanoTime() - began;
                values.put("step_ms", nanos / 1e6);
                means.add(values);
                speed.add(nanos, computed.examples(), computed.waited());
                progress.step(done, computed.terms(), speed.recent());
            }
        }

        private String lastGood() {
            return saved < 0
                    ? "and no checkpoint has been saved yet"
                    : "and the checkpoint of step " + saved + " is in " + checkpoints.folder();
        }

        private void log() {
            Map<String, Double> values = means.drain();
            Speed recent = speed.recent();
            values.put("examples_per_second", recent.examplesPerSecond());
            values.put("data_wait_share", recent.waitShare());
            record(values);
        }

        private void monitor(boolean last) {
            if (due(config.monitorEvery(), last)) {
                try (TensorScope ignored = TensorScope.open()) {
                    trainStep
                            .representations(done)
                            .map(CollapseMonitor::inspect)
                            .ifPresent(this::report);
                }
            }
        }

        private void report(CollapseMonitor seen) {
            record(seen.metrics());
            if (seen.state() != health) {
                health = seen.state();
                progress.note("Step " + done + ": " + seen.verdict());
            }
        }

        private Map<String, Double> evaluate(boolean last) {
            if (!due(config.evaluateEvery(), last)) {
                return Map.of();
            }
            try (TensorScope ignored = TensorScope.open()) {
                Map<String, Double> figures = trainStep.evaluate(done);
                record(figures);
                return figures;
            }
        }

        private boolean due(long every, boolean last) {
            return every > 0 && (last || done % every == 0);
        }

        private void save(Map<String, Double> figures) {
            checkpoints.save(done, trainStep.state(), figures, means.toJson());
            saved = done;
        }

        private void record(Map<String, Double> values) {
            if (!values.isEmpty()) {
                newest.putAll(values);
                metrics.scalars(done, values);
            }
        }
    }
}
