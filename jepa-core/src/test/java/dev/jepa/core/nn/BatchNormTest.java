package dev.jepa.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import org.junit.jupiter.api.Test;

class BatchNormTest {
    private static final Mode TRAINING = Mode.training(Rng.of(1));

    @Test
    void normalisingAddingAndRectifyingAtOnceIsTheThreeOneByOne() {
        try (TensorScope scope = TensorScope.open();
                BatchNorm together = new BatchNorm(4, Init.of(1));
                BatchNorm apart = new BatchNorm(4, Init.of(1))) {
            Tensor x = Tensors.normal(Rng.of(2), 3, 4, 5, 5);
            Tensor shortcut = Tensors.normal(Rng.of(3), 3, 4, 5, 5);
            for (Mode mode : new Mode[] {TRAINING, Mode.EVAL}) {
                assertThat(together.forwardRelu(x, shortcut, mode).toFloatArray())
                        .containsExactly(
                                apart.forward(x, mode).add(shortcut).relu().toFloatArray());
                assertThat(together.forwardRelu(x, mode).toFloatArray())
                        .containsExactly(apart.forward(x, mode).relu().toFloatArray());
            }
            apart.stateDict().forEach((name, value) -> assertThat(
                            together.stateDict().get(name).toString())
                    .isEqualTo(value.toString()));
            assertThat(together.stateDict().get("num_batches_tracked").toLongArray())
                    .containsExactly(2);
        }
    }

    @Test
    void aShortcutOfAnotherShapeIsRefused() {
        try (TensorScope scope = TensorScope.open();
                BatchNorm norm = new BatchNorm(4, Init.of(1))) {
            assertThatThrownBy(() -> norm.forwardRelu(Tensors.ones(3, 4, 5, 5), Tensors.ones(3, 4, 1, 1), TRAINING))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[3, 4, 5, 5]")
                    .hasMessageContaining("[3, 4, 1, 1]")
                    .hasMessageContaining("Maybe");
        }
    }

    @Test
    void oneValueAChannelIsRefusedInTraining() {
        try (TensorScope scope = TensorScope.open();
                BatchNorm norm = new BatchNorm(4, Init.of(1))) {
            assertThatThrownBy(() -> norm.forwardRelu(Tensors.ones(1, 4), TRAINING))
                    .hasMessageContaining("batchNormRelu needs at least two values a channel");
            assertThat(norm.forwardRelu(Tensors.ones(1, 4), Mode.EVAL).shape().toArray())
                    .containsExactly(1, 4);
        }
    }
}
