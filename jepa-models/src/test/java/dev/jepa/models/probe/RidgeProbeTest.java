package dev.jepa.models.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Shape;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

class RidgeProbeTest {
    @Test
    void aLinearMapIsRecovered() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = Tensors.normal(Rng.of(1), 9000, 3);
            Tensor weight = Tensors.of(new float[] {1, -2, 3, 0.5f, 0, -1}, 3, 2);
            Tensor y = x.matmul(weight).add(4.0);
            RidgeProbe probe = RidgeProbe.fit(x, y, 1e-6);
            assertThat(probe.weight().transpose(0, 1).toDoubleArray())
                    .containsExactly(weight.toDoubleArray(), within(1e-6));
            assertThat(probe.bias().toDoubleArray()).containsExactly(new double[] {4, 4}, within(1e-6));
            assertThat(probe.r2(x, y)).isEqualTo(1, within(1e-9));
        }
    }

    @Test
    void aLargePenaltyPredictsTheMean() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = Tensors.of(new double[] {-1, 1}, 2, 1);
            Tensor y = Tensors.of(new double[] {2, 6}, 2, 1);
            assertThat(RidgeProbe.fit(x, y, 2).weight().item()).isEqualTo(4.0 / 4, within(1e-12));
            RidgeProbe strong = RidgeProbe.fit(x, y, 1e12);
            assertThat(strong.predict(x).toDoubleArray()).containsExactly(new double[] {4, 4}, within(1e-9));
            assertThat(strong.r2(x, y)).isEqualTo(0, within(1e-9));
        }
    }

    @Test
    void ofConstantTargetsThereIsNothingToExplain() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = Tensors.of(new double[] {-1, 0, 1}, 3, 1);
            Tensor constant = Tensors.full(0.1, DType.FLOAT64, Device.CPU, Shape.of(3, 1));
            RidgeProbe exact = RidgeProbe.fit(x, constant, 1e-6);
            assertThat(exact.r2(x, constant)).isEqualTo(1);
            assertThat(exact.r2(x, constant.add(1.0))).isZero();
        }
    }

    @Test
    void targetsOfAnotherShapeAreNotComparedByBroadcasting() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = Tensors.of(new double[] {-1, 0, 1}, 3, 1);
            RidgeProbe probe = RidgeProbe.fit(x, x, 1e-6);
            for (Tensor wrong : List.of(x.slice(0, 0, 1), x.expand(3, 2))) {
                assertThatThrownBy(() -> probe.r2(x, wrong)).hasMessageContaining("targets must");
                assertThatThrownBy(() -> probe.meanSquaredError(x, wrong)).hasMessageContaining("targets must");
            }
        }
    }

    @Test
    void targetsThatDoNotFitAreRefused() {
        try (TensorScope scope = TensorScope.open()) {
            assertThatThrownBy(() -> RidgeProbe.fit(Tensors.zeros(3, 2), Tensors.zeros(4, 1), 1))
                    .hasMessageContaining("targets")
                    .hasMessageContaining("[4, 1]");
            assertThatThrownBy(() -> RidgeProbe.fit(Tensors.zeros(3, 2), Tensors.zeros(3, 1), 0))
                    .hasMessageContaining("ridge must be > 0");
        }
    }
}
