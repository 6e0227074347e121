package dev.jepa.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RepresentationsTest {
    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    /** Gives zeros of any shape and says that it has 4 features. */
    private record Promising(long... shape) implements Encoder {
        @Override
        public Tensor encode(Tensor observations, Mode mode) {
            return Tensors.zeros(shape);
        }

        @Override
        public int dim() {
            return 4;
        }
    }

    @Test
    void whatAnEncoderPromisesPasses() {
        Tensor observations = Tensors.zeros(2, 3);
        assertThat(Representations.vectors(new Promising(2, 4), observations, Mode.EVAL)
                        .shape()
                        .toArray())
                .containsExactly(2, 4);
        assertThat(Representations.pooled(new Promising(2, 5, 4), observations, Mode.EVAL)
                        .shape()
                        .toArray())
                .containsExactly(2, 4);
    }

    @Test
    void anotherShapeIsRefusedWithBoth() {
        Tensor observations = Tensors.zeros(2, 3);
        long[][] wrong = {{2, 8}, {3, 4}, {4}, {2, 5, 8}, {2, 4, 1, 1}};
        for (long[] shape : wrong) {
            assertThatThrownBy(() -> Representations.pooled(new Promising(shape), observations, Mode.EVAL))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Promising must give [B, D] or [B, N, D] with B = 2 and D = 4")
                    .hasMessageContaining("Maybe");
        }
        assertThatThrownBy(() -> Representations.vectors(new Promising(2, 5, 4), observations, Mode.EVAL))
                .hasMessageContaining("must give [B, D] with B = 2 and D = 4, its dim(), but gave [2, 5, 4]");
    }
}
