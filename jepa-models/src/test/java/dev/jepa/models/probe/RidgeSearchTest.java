package dev.jepa.models.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RidgeSearchTest {
    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void exactTargetsGetTheWeakestPenaltyAndNoiseTheStrongest() {
        Tensor x = Tensors.normal(Rng.of(0), 200, 10).to(DType.FLOAT64);
        Tensor weights = Tensors.normal(Rng.of(1), 10, 2).to(DType.FLOAT64);
        assertThat(RidgeSearch.standard().fit(x, x.matmul(weights)).r2(x, x.matmul(weights)))
                .isGreaterThan(1 - 1e-9);
        Tensor noise = Tensors.normal(Rng.of(2), 200, 2).to(DType.FLOAT64);
        RidgeSearch two = new RidgeSearch(List.of(1e3, 1e-6), 0.2);
        assertThat(two.fit(x, noise).weight().abs().max().item()).isLessThan(1e-2);
    }

    @Test
    void theScaleOfTheFeaturesDoesNotMatter() {
        Tensor x = Tensors.normal(Rng.of(3), 60, 20).to(DType.FLOAT64);
        Tensor y = x.slice(1, 0, 1).add(Tensors.normal(Rng.of(4), 60, 1).to(DType.FLOAT64));
        double once = RidgeSearch.standard().fit(x, y).r2(x, y);
        double scaled = RidgeSearch.standard().fit(x.mul(1e3), y).r2(x.mul(1e3), y);
        assertThat(Math.abs(once - scaled)).isLessThan(1e-9);
    }

    @Test
    void oneRowIsRefused() {
        assertThatThrownBy(() -> RidgeSearch.standard().fit(Tensors.ones(1, 2), Tensors.ones(1, 1)))
                .hasMessageContaining("At least two rows");
    }
}
