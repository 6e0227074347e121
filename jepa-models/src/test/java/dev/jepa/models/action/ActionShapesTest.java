package dev.jepa.models.action;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.core.model.Encoder;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** World models of every predictor refuse states and actions of another shape in a sentence, before any native call. */
class ActionShapesTest {
    private static final int ACTION = 2;
    private static final int STATE = 3;

    /** The observation is the state. */
    private static final class Identity extends Module implements Encoder {
        @Override
        public Tensor encode(Tensor observations, Mode mode) {
            return observations;
        }

        @Override
        public int dim() {
            return STATE;
        }
    }

    static Stream<PredictorConfig> predictors() {
        return Stream.of(
                new PredictorConfig.GatedRecurrent(false),
                new PredictorConfig.Residual(8, 1),
                new PredictorConfig.CausalTransformer(8, 1, 2, 3));
    }

    @ParameterizedTest
    @MethodSource("predictors")
    void worldModels(PredictorConfig predictor) {
        try (TensorScope scope = TensorScope.open();
                ActionJepa model =
                        new ActionJepa(new ActionJepaConfig(ACTION, 0, predictor, 8), new Identity(), Init.of(1))) {
            Tensor states = Tensors.zeros(4, STATE);
            refused("A = 2 components", () -> model.predict(states, Tensors.zeros(4, ACTION + 1)));
            refused("A = 2 components", () -> model.predict(states, Tensors.zeros(ACTION)));
            refused("A = 2 components", () -> model.unroll(states, Tensors.zeros(4, 5, 1)));
            refused("States and encoded actions", () -> model.predict(states, Tensors.zeros(3, ACTION)));
            refused("States and encoded actions", () -> model.predict(Tensors.zeros(4, 1), Tensors.zeros(4, ACTION)));
            refused("States and encoded actions", () -> model.unroll(states, Tensors.zeros(4, ACTION)));
            refused("States and encoded actions", () -> model.unroll(states, Tensors.zeros(1, 5, ACTION)));
            refused("States and encoded actions", () -> model.unroll(states, Tensors.zeros(4, 0, ACTION)));
            refused("its dim(), but gave [4, 5]", () -> model.encode(Tensors.zeros(4, 5)));
            refused("its dim(), but gave [8, 5]", () -> model.encodeSequence(Tensors.zeros(4, 2, 5), Mode.EVAL));
            refused("Observations must be [B, T, …]", () -> model.encodeSequence(states, Mode.EVAL));
        }
    }

    @ParameterizedTest
    @MethodSource("predictors")
    void predictorsByThemselves(PredictorConfig config) {
        try (TensorScope scope = TensorScope.open();
                ActionPredictor predictor = config.create(ACTION, STATE, Optional.empty(), Init.of(1))) {
            Tensor states = Tensors.zeros(4, STATE);
            refused("[B, 3] and [B, 2]", () -> predictor.step(states, Tensors.zeros(4, 1), Mode.EVAL));
            refused("[B, 3] and [B, T, 2]", () -> predictor.unroll(states, Tensors.zeros(4, 5, 3), Mode.EVAL));
        }
    }

    private static void refused(String message, Runnable call) {
        assertThatThrownBy(call::run)
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
