package dev.jepa.losses.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Precision;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.testing.FiniteDifference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmbeddingsTest {
    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void rowsOfAnySizeGetLengthOneAndARowOfZerosStaysZero() {
        Tensor z = Tensors.of(new float[] {3e30f, 4e30f, 3e-30f, 4e-30f, 0, 0}, 3, 2);
        assertThat(Embeddings.unit(z).toFloatArray())
                .containsExactly(new float[] {0.6f, 0.8f, 0.6f, 0.8f, 0, 0}, within(1e-6f));
    }

    @Test
    void theCosineIsThatOfTheAngle() {
        Tensor x = Tensors.of(new double[] {1, 0, 1, 1}, 2, 2);
        Tensor y = Tensors.of(new double[] {0, 2, 3, 3}, 2, 2);
        assertThat(Embeddings.cosine(x, y).toDoubleArray()).containsExactly(new double[] {0, 1}, within(1e-12));
    }

    @Test
    void diagonalAndOffDiagonalAddUpToTheMatrix() {
        Tensor matrix = Tensors.of(new double[] {1, 2, 3, 4}, 2, 2);
        assertThat(Embeddings.diagonal(matrix).toDoubleArray()).containsExactly(1, 4);
        assertThat(Embeddings.offDiagonal(matrix).toDoubleArray()).containsExactly(0, 2, 3, 0);
    }

    @Test
    void gradientsAgreeWithFiniteDifferences() {
        Tensor x = Tensors.normal(Rng.of(1), 3, 4).to(DType.FLOAT64);
        Tensor y = Tensors.normal(Rng.of(2), 3, 4).to(DType.FLOAT64);
        FiniteDifference.check(Embeddings::unit, x);
        FiniteDifference.check(Embeddings::cosine, x, y);
        FiniteDifference.check(Embeddings::covariance, x);
    }

    @Test
    void productsAreNotRoundedToBfloat16() {
        Tensor x = Tensors.normal(Rng.of(1), 4, 8);
        float[] exact = Embeddings.covariance(x).toFloatArray();
        float[] lowered = Precision.BF16.run(() -> Embeddings.covariance(x)).toFloatArray();
        assertThat(lowered).isEqualTo(exact);
    }

    @Test
    void differentShapesAreRefused() {
        assertThatThrownBy(() -> Embeddings.requirePair(Tensors.ones(4, 2), Tensors.ones(4, 3), 1))
                .hasMessageContaining("[4, 2]")
                .hasMessageContaining("[4, 3]")
                .hasMessageContaining("Maybe");
    }
}
