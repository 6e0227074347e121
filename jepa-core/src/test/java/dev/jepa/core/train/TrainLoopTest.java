package dev.jepa.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Shape;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.testing.LiveTensors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainLoopTest {
    /** Nothing to configure. */
    record Config() {}

    @TempDir
    private Path folder;

    private final Recorder recorder = new Recorder();
    private final List<String> notes = new ArrayList<>();

    /** Keeps what was recorded, by step. */
    private static final class Recorder implements MetricsSink {
        final Map<Long, Map<String, Double>> values = new TreeMap<>();

        @Override
        public void scalars(long step, Map<String, Double> scalars) {
            values.computeIfAbsent(step, s -> new TreeMap<>()).putAll(scalars);
        }

        @Override
        public void close() {}
    }

    private final class Notes implements Progress {
        @Override
        public void begin(long stepsDone, long stepsTotal) {
            notes.add("begin " + stepsDone + "/" + stepsTotal);
        }

        @Override
        public void step(long stepsDone, Map<String, Double> terms, Speed speed) {
            assertThat(speed.examplesPerSecond()).isPositive();
        }

        @Override
        public void note(String sentence) {
            notes.add(sentence);
        }

        @Override
        public void end() {
            notes.add("end");
        }
    }

    private Checkpoints checkpoints(long every) {
        return new Checkpoints(folder, CheckpointPolicy.every(every), new Config());
    }

    private TrainResult run(Regression step, long steps, long every, long stopAfter) {
        AtomicLong asked = new AtomicLong();
        TrainLoopConfig config = new TrainLoopConfig(steps, 10, 50, 100);
        TrainLoop loop = new TrainLoop(
                config, checkpoints(every), recorder, new Notes(), () -> asked.getAndIncrement() >= stopAfter);
        return loop.run(step, checkpoints(every).restore(step.state(), notes::add));
    }

    @Test
    void trainingLearnsRecordsAndSaves() {
        try (Regression regression = new Regression(64)) {
            TrainResult result = run(regression, 200, 75, Long.MAX_VALUE);
            assertThat(result.stopped()).isFalse();
            assertThat(result.stepsDone()).isEqualTo(200);
            double first = recorder.values.get(10L).get("loss");
            assertThat(result.metrics().get("loss")).isLessThan(first / 2);
            assertThat(recorder.values.get(50L).get("validation_loss"))
                    .isGreaterThan(result.metrics().get("validation_loss"));
            assertThat(recorder.values.get(10L))
                    .containsKeys(
                            "gradient_norm", "learning_rate", "step_ms", "examples_per_second", "data_wait_share");
            assertThat(recorder.values.get(10L).get("learning_rate")).isEqualTo(3e-3 * 0.45, within(1e-12));
            assertThat(recorder.values.get(200L)).containsKeys("collapse/rankme", "validation_loss", "loss");
            assertThat(checkpoints(75).newest().orElseThrow().step()).isEqualTo(200);
            assertThat(notes).startsWith("begin 0/200").endsWith("end");
        }
    }

    @Test
    void aStoppedAndResumedRunEqualsAWholeOneBitForBit() {
        float[] whole;
        try (Regression regression = new Regression(32)) {
            for (int step = 0; step < 60; step++) {
                try (TensorScope scope = TensorScope.open()) {
                    regression.update(step, regression.compute(step));
                }
            }
            whole = regression.parameters();
        }
        try (Regression regression = new Regression(32)) {
            TrainResult result = run(regression, 60, 25, 33);
            assertThat(result.stopped()).isTrue();
            assertThat(result.stepsDone()).isEqualTo(33);
            assertThat(notes.get(notes.size() - 2)).contains("33 of 60").contains(folder.toString());
        }
        try (Regression regression = new Regression(32)) {
            assertThat(run(regression, 60, 25, Long.MAX_VALUE).stepsDone()).isEqualTo(60);
            assertThat(notes).contains("begin 33/60");
            assertThat(regression.parameters()).containsExactly(whole);
        }
    }

    @Test
    void representationsThatAreNoNumbersAreAVerdictAndTheRunGoesOn() {
        try (Regression regression = new Regression(16)) {
            TrainStep watched = new WatchedStep(
                    regression, () -> Tensors.full(Double.NaN, DType.FLOAT32, Device.CPU, Shape.of(2, 3)));
            TrainLoop loop = new TrainLoop(
                    new TrainLoopConfig(20, 10, 0, 10), checkpoints(10), recorder, new Notes(), () -> false);
            assertThat(loop.run(watched, 0).stepsDone()).isEqualTo(20);
            assertThat(notes)
                    .filteredOn(note -> note.contains("representations are not finite"))
                    .hasSize(1);
            assertThat(recorder.values.get(20L)).containsEntry("collapse/not_finite", 3.0);
        }
    }

    @Test
    void aStateIsSavedBeforeAnythingLooksAtIt() {
        try (Regression regression = new Regression(16)) {
            TrainStep blind = new WatchedStep(regression, () -> {
                throw new IllegalStateException("cannot look");
            });
            TrainLoop loop = new TrainLoop(
                    new TrainLoopConfig(20, 10, 0, 20), checkpoints(100), recorder, new Notes(), () -> false);
            assertThatThrownBy(() -> loop.run(blind, 0)).hasMessage("cannot look");
            assertThat(checkpoints(100).newest().orElseThrow().step()).isEqualTo(20);
        }
    }

    @Test
    void figuresOfAnEvaluationStandInTheCheckpointOfTheirStep() {
        try (Regression regression = new Regression(16)) {
            run(regression, 50, 50, Long.MAX_VALUE);
            assertThat(checkpoints(50).newest().orElseThrow().metrics()).containsKey("validation_loss");
        }
    }

    @Test
    void aNaNStopsBeforeTheUpdateAndNamesTermStepAndCheckpoint() {
        try (Regression regression = new Regression(16)) {
            regression.poisoned = 37;
            assertThatThrownBy(() -> run(regression, 100, 30, Long.MAX_VALUE))
                    .isInstanceOf(NonFiniteException.class)
                    .hasMessageContaining("'loss' was NaN at step 37")
                    .hasMessageContaining("checkpoint of step 30")
                    .hasMessageContaining("Maybe");
            float[] spared = regression.parameters();
            assertThat(notes).endsWith("end");

            regression.poisoned = -1;
            assertThat(checkpoints(30).restore(regression.state(), notes::add)).isEqualTo(30);
            for (int step = 30; step < 37; step++) {
                try (TensorScope scope = TensorScope.open()) {
                    regression.update(step, regression.compute(step));
                }
            }
            assertThat(spared).containsExactly(regression.parameters());
        }
    }

    @Test
    void aGradientThatIsNotFiniteIsNamed() {
        try (Regression regression = new Regression(16);
                TensorScope scope = TensorScope.open()) {
            StepGradients good = regression.compute(0);
            Map<String, dev.jepa.core.tensor.Tensor> gradients = new java.util.LinkedHashMap<>(good.gradients());
            gradients.computeIfPresent("fc2.weight", (name, g) -> g.div(0.0));
            StepGradients bad = new StepGradients(good.terms(), gradients, 1, good.waited());
            double norm = dev.jepa.core.optim.Gradients.globalNorm(bad.list());
            assertThat(NonFiniteGuard.find(bad, norm))
                    .hasValueSatisfying(
                            what -> assertThat(what).contains("fc2.weight").doesNotContain("more"));
            norm = dev.jepa.core.optim.Gradients.globalNorm(good.list());
            assertThat(NonFiniteGuard.find(good, norm)).isEmpty();
        }
    }

    @Test
    void twoHundredStepsLeaveNoTensorBehind() {
        try (Regression regression = new Regression(16)) {
            run(regression, 20, 10, Long.MAX_VALUE);
            long live = LiveTensors.settled();
            run(regression, 220, 10, Long.MAX_VALUE);
            assertThat(TensorScope.liveTensors()).isEqualTo(live);
        }
    }
}
