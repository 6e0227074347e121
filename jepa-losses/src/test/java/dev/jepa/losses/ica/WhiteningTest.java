package dev.jepa.losses.ica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.losses.embedding.Embeddings;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WhiteningTest {
    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void whiteSignalsHaveMeanZeroAndCovarianceOne() {
        Tensor x = Tensors.normal(Rng.of(0), 300, 5)
                .matmul(Tensors.normal(Rng.of(1), 5, 5))
                .add(3.0);
        Tensor white = Whitening.of(x).apply(x);
        Tensor identity = Tensors.eye(5).to(DType.FLOAT64);
        assertThat(white.mean(0).abs().max().item()).isCloseTo(0, within(1e-9));
        assertThat(Embeddings.covariance(white).sub(identity).abs().max().item())
                .isCloseTo(0, within(1e-9));
    }

    @Test
    void thePrincipalAxisComesFirst() {
        Tensor x = Tensors.normal(Rng.of(0), 1000, 2).mul(Tensors.of(new float[] {1, 10}, 2));
        double[] matrix = Whitening.of(x).matrix().toDoubleArray();
        assertThat(Math.abs(matrix[1])).isCloseTo(0.1, within(0.01));
        assertThat(Math.abs(matrix[2])).isCloseTo(1, within(0.1));
    }

    @Test
    void aSignalThatRepeatsAnotherIsRefused() {
        Tensor one = Tensors.normal(Rng.of(0), 100, 1);
        assertThatThrownBy(() -> Whitening.of(Tensors.concat(List.of(one, one), 1)))
                .hasMessageContaining("linearly dependent")
                .hasMessageContaining("Maybe");
    }
}
