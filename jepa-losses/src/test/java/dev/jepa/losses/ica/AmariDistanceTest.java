package dev.jepa.losses.ica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.LinearAlgebra;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AmariDistanceTest {
    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    private static Tensor matrix(double... values) {
        int size = (int) Math.sqrt(values.length);
        return Tensors.of(values, size, size);
    }

    @Test
    void isZeroForAnInverseUpToOrderSignAndScale() {
        for (int seed = 0; seed < 5; seed++) {
            Tensor mixing = Tensors.normal(Rng.of(seed), 4, 4).to(DType.FLOAT64);
            Tensor scaledPermutation = matrix(0, -3, 0, 0, 0, 0, 0, .01, 5, 0, 0, 0, 0, 0, 7, 0);
            Tensor unmixing = scaledPermutation.matmul(LinearAlgebra.inverse(mixing));
            assertThat(AmariDistance.of(unmixing, mixing)).isCloseTo(0, within(1e-9));
        }
    }

    @Test
    void isOneWhereAllComponentsMixEqually() {
        assertThat(AmariDistance.of(matrix(1, 0, 0, 1), matrix(1, 1, 1, -1))).isCloseTo(1, within(1e-12));
        Tensor ones = Tensors.ones(5, 5);
        assertThat(AmariDistance.of(Tensors.eye(5), ones)).isCloseTo(1, within(1e-6));
    }

    @Test
    void byHandForARotation() { // both rows and columns leave tan(angle) beside their largest element
        double angle = 0.3;
        Tensor rotation = matrix(Math.cos(angle), -Math.sin(angle), Math.sin(angle), Math.cos(angle));
        assertThat(AmariDistance.of(rotation, matrix(1, 0, 0, 1))).isCloseTo(Math.tan(angle), within(1e-12));
    }

    @Test
    void byHandForUnequalElements() { // rows 1/2 and 1/4, columns 1/4 and 1/2
        assertThat(AmariDistance.of(matrix(1, 0, 0, 1), matrix(2, -1, 1, 4)))
                .isCloseTo((0.5 + 0.25 + 0.5 + 0.25) / 4, within(1e-12));
    }

    @Test
    void orderSignsAndOneFactorDoNotMatter() {
        Tensor unmixing = Tensors.normal(Rng.of(1), 3, 3).to(DType.FLOAT64);
        Tensor mixing = Tensors.normal(Rng.of(2), 3, 3).to(DType.FLOAT64);
        double distance = AmariDistance.of(unmixing, mixing);
        Tensor changed = unmixing.flip(0).mul(-2.5);
        assertThat(AmariDistance.of(changed, mixing)).isCloseTo(distance, within(1e-12));
        assertThat(distance).isBetween(0.0, 1.0);
    }

    @Test
    void whatHasNoInverseIsRefused() {
        assertThatThrownBy(() -> AmariDistance.of(Tensors.zeros(2, 2), Tensors.eye(2)))
                .hasMessageContaining("Maybe the unmixing matrix is singular");
        assertThatThrownBy(() -> AmariDistance.of(Tensors.eye(2), Tensors.eye(3)))
                .hasMessageContaining("[2, 2] and [3, 3]");
    }
}
