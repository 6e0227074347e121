package dev.jepa.examples.worlds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import org.junit.jupiter.api.Test;

class SensorsTest {
    private static final Sensors CART =
            Sensors.of(Sensors.Component.NUMBER, Sensors.Component.ANGLE, Sensors.Component.NUMBER);

    @Test
    void anAngleIsMeasuredByCosineAndSine() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor states = Tensors.of(new double[] {2, Math.PI / 2, 3}, 1, 3);
            assertThat(CART.count()).isEqualTo(4);
            assertThat(CART.read(states).toDoubleArray()).containsExactly(new double[] {2, 0, 1, 3}, within(1e-12));
        }
    }

    @Test
    void sensorsShowTheStateUpToWholeTurns() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor states = Tensors.of(new double[] {2, 1 + 4 * Math.PI, 3}, 1, 3);
            assertThat(CART.state(CART.read(states).toDoubleArray()))
                    .containsExactly(new double[] {2, 1, 3}, within(1e-12));
        }
    }
}
