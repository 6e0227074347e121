package dev.jepa.losses.whitening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.testing.FiniteDifference;
import dev.jepa.losses.embedding.Embeddings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WMseTest {
    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    private static Tensor normal(long seed, long... shape) {
        return Tensors.normal(Rng.of(seed), shape).to(DType.FLOAT64);
    }

    @Test
    void whitenedRowsHaveTheIdentityForCovariance() {
        Tensor whitened = WMse.official(16).whiten(normal(1, 32, 3).mul(50.0).add(7));
        double[] identity = {1, 0, 0, 0, 1, 0, 0, 0, 1};
        for (Tensor batch : whitened.split(16, 0)) {
            assertThat(Embeddings.covariance(batch).toDoubleArray()).containsExactly(identity, within(1e-9));
        }
    }

    @Test
    void equalViewsHaveNoLossAndOppositeViewsTheLargest() {
        Tensor x = normal(2, 16, 3);
        assertThat(WMse.official(16).loss(x, x).total().item()).isCloseTo(0, within(1e-9));
        assertThat(WMse.official(16).loss(x, x.neg()).total().item()).isCloseTo(4, within(1e-9));
    }

    @Test
    void gradientsAgreeWithFiniteDifferences() {
        FiniteDifference.check((x, y) -> WMse.official(8).loss(x, y).total(), normal(3, 16, 3), normal(4, 16, 3));
        FiniteDifference.check((x, y) -> new WMse(4, 0.1).loss(x, y).total(), normal(5, 8, 5), normal(6, 8, 5));
    }

    @Test
    void tooFewRowsOrACollapsedBatchAreRefused() {
        assertThatThrownBy(() -> WMse.official(4).whiten(normal(1, 8, 4)))
                .hasMessageContaining("[8, 4]")
                .hasMessageContaining("Maybe");
        assertThatThrownBy(() -> WMse.official(8).whiten(Tensors.ones(8, 4)))
                .hasMessageContaining("cholesky")
                .hasMessageContaining("Maybe");
    }
}
