package dev.jepa.models.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.encoder.VisionTransformer;
import dev.jepa.core.encoder.VisionTransformerConfig;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Losses;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.testing.FiniteDifference;
import dev.jepa.core.testing.TestDevice;
import dev.jepa.core.train.StepGradients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FineTunerTest {
    private static final VisionTransformerConfig TINY = VisionTransformerConfig.of(8, 4, 12, 2, 3);

    private static LabeledBatch batch(long step) {
        Tensor images = Tensors.normal(Rng.of(5), 6, 3, 8, 8).to(TestDevice.get());
        return new LabeledBatch(
                images, Tensors.of(new long[] {0, 1, 2, 0, 1, 2}, 6).to(TestDevice.get()), Duration.ZERO);
    }

    @Test
    void learnsOneBatchByHeart() {
        try (TensorScope scope = TensorScope.open();
                Classifier model = new Classifier(
                        new VisionTransformer(TINY, Init.of(0).on(TestDevice.get())),
                        3,
                        Init.of(1).on(TestDevice.get()));
                FineTuner tuner = new FineTuner(model, config(), FineTunerTest::batch, 60, Rng.of(0))) {
            List<Double> losses = new ArrayList<>();
            double right = 0;
            for (long step = 0; step < 60; step++) {
                try (TensorScope inner = TensorScope.open()) {
                    StepGradients computed = tuner.compute(step);
                    tuner.update(step, computed);
                    losses.add(computed.terms().get("loss"));
                    right = computed.terms().get("train_top1");
                }
            }
            assertThat(losses.get(0)).isBetween(1.0, 1.2); // ln 3: the head starts near 0
            assertThat(losses.get(59)).isLessThan(0.1);
            assertThat(right).isEqualTo(1);
        }
    }

    private static FineTuneConfig config() {
        return new FineTuneConfig(60, 0.1, 6, 1e-2, 0.9, 0, 0, 1, 0);
    }

    @Test
    void theRateRisesToItsPeakAndFallsToNothing() {
        try (TensorScope scope = TensorScope.open();
                Classifier model = new Classifier(
                        new VisionTransformer(TINY, Init.of(0).on(TestDevice.get())),
                        3,
                        Init.of(1).on(TestDevice.get()));
                FineTuner tuner = new FineTuner(model, config(), FineTunerTest::batch, 60, Rng.of(0))) {
            StepGradients computed = tuner.compute(0);
            assertThat(tuner.update(5, computed)).containsEntry("learning_rate", 1e-2);
            assertThat(tuner.update(59, computed)).containsEntry("learning_rate", 0.0);
        }
    }

    @Test
    void goingOnFromItsStateEndsAsWithoutAStop() {
        try (TensorScope scope = TensorScope.open();
                Classifier whole = new Classifier(
                        new VisionTransformer(TINY, Init.of(0).on(TestDevice.get())),
                        3,
                        Init.of(1).on(TestDevice.get()));
                Classifier parted = new Classifier(
                        new VisionTransformer(TINY, Init.of(0).on(TestDevice.get())),
                        3,
                        Init.of(1).on(TestDevice.get()));
                Classifier resumed = new Classifier(
                        new VisionTransformer(TINY, Init.of(7).on(TestDevice.get())),
                        3,
                        Init.of(8).on(TestDevice.get()));
                FineTuner first = new FineTuner(whole, config(), FineTunerTest::batch, 6, Rng.of(0));
                FineTuner second = new FineTuner(parted, config(), FineTunerTest::batch, 6, Rng.of(0));
                FineTuner third = new FineTuner(resumed, config(), FineTunerTest::batch, 6, Rng.of(0))) {
            run(first, 0, 6);
            run(second, 0, 3);
            third.state().load(second.state().tensors());
            run(third, 3, 6);
            for (String name : whole.namedParameters().keySet()) {
                Tensor expected = Objects.requireNonNull(whole.stateDict().get(name));
                Tensor actual = Objects.requireNonNull(resumed.stateDict().get(name));
                assertThat(actual.toFloatArray()).as(name).containsExactly(expected.toFloatArray());
            }
        }
    }

    private static void run(FineTuner tuner, long from, long to) {
        for (long step = from; step < to; step++) {
            try (TensorScope ignored = TensorScope.open()) {
                tuner.update(step, tuner.compute(step));
            }
        }
    }

    @Test
    void gradientsOfTheImagesAgreeWithFiniteDifferences() {
        try (TensorScope scope = TensorScope.open();
                Classifier model = new Classifier(
                        new VisionTransformer(
                                TINY, Init.of(0).on(TestDevice.get()).as(DType.FLOAT64)),
                        3,
                        Init.of(1).on(TestDevice.get()).as(DType.FLOAT64))) {
            Tensor labels = Tensors.of(new long[] {0, 2}, 2).to(TestDevice.get());
            FiniteDifference.check(
                    images -> Losses.crossEntropy(model.forward(images, Mode.EVAL), labels, 0.1, Losses.Reduction.MEAN),
                    Tensors.normal(Rng.of(2), 2, 3, 8, 8).to(TestDevice.get()).to(DType.FLOAT64));
        }
    }
}
