package dev.jepa.models.generative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.encoder.VisionTransformerConfig;
import dev.jepa.core.nn.Init;
import dev.jepa.core.optim.AdamConfig;
import dev.jepa.core.optim.Schedule;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.train.StepGradients;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Images whose left half tells the right half, so that there is something to learn. */
class AutoencoderTrainerTest {
    private static final VisionTransformerConfig ENCODER =
            VisionTransformerConfig.of(8, 4, 16, 1, 2).withStd(0.1);
    private static final DecoderConfig DECODER = new DecoderConfig(16, 1, 2);

    static List<AutoencoderConfig> configs() {
        return List.of(
                new AutoencoderConfig.Masked(ENCODER, DECODER, 0.5, false),
                new AutoencoderConfig.Denoising(ENCODER, DECODER, 0.5, 0.25));
    }

    private record Run(Autoencoder model, AutoencoderTrainer trainer) implements AutoCloseable {
        static Run of(AutoencoderConfig config) {
            AutoencoderOptimization adam = new AutoencoderOptimization(150, 0, 0.01, 0.001, 0, AdamConfig.standard());
            Autoencoder model = Autoencoder.of(config, Init.of(3));
            return new Run(model, new AutoencoderTrainer(model, adam, Run::batch, 1, Rng.of(4)));
        }

        private static ImagesBatch batch(long step) {
            Tensor colours = Tensors.normal(Rng.of(5).at(step), 32, 3, 1, 1);
            return new ImagesBatch(colours.expand(32, 3, 8, 8), Duration.ZERO);
        }

        double train(long from, long to) {
            double sum = 0;
            for (long step = from; step < to; step++) {
                try (TensorScope scope = TensorScope.open()) {
                    StepGradients gradients = trainer.compute(step);
                    sum += gradients.terms().get("loss");
                    trainer.update(step, gradients);
                }
            }
            return sum / (to - from);
        }

        @Override
        public void close() {
            trainer.close();
            model.close();
        }
    }

    @ParameterizedTest
    @MethodSource("configs")
    void learnsTheColourOfAnImage(AutoencoderConfig config) {
        try (TensorScope scope = TensorScope.open();
                Run run = Run.of(config)) {
            double before = run.train(0, 5);
            run.train(5, 140);
            assertThat(run.train(140, 150)).isLessThan(0.2 * before);
        }
    }

    @ParameterizedTest
    @MethodSource("configs")
    void aResumedRunEqualsAnUninterruptedOne(AutoencoderConfig config) {
        try (TensorScope scope = TensorScope.open();
                Run whole = Run.of(config);
                Run first = Run.of(config);
                Run second = Run.of(config)) {
            whole.train(0, 6);
            first.train(0, 3);
            Map<String, Tensor> saved = new LinkedHashMap<>();
            first.trainer().state().tensors().forEach((name, tensor) -> saved.put(name, tensor.copy()));
            second.trainer().state().load(saved);
            second.train(3, 6);
            Map<String, Tensor> resumed = second.trainer().state().tensors();
            whole.trainer().state().tensors().forEach((name, tensor) -> assertThat(
                            resumed.get(name).toDoubleArray())
                    .as(name)
                    .isEqualTo(tensor.toDoubleArray()));
        }
    }

    @Test
    void aShorterRunKeepsTheShapeOfItsSchedule() {
        AutoencoderOptimization paper = AutoencoderOptimization.paper();
        Schedule whole = paper.learningRate(100);
        Schedule tenth = paper.lasting(80).learningRate(100);
        for (long step = 0; step <= 8_000; step += 500) {
            assertThat(tenth.at(step)).isEqualTo(whole.at(10 * step), within(1e-12));
        }
    }
}
