package dev.jepa.models.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabeledFeaturesTest {
    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void aValueThatIsNotFiniteIsRefusedWithItsRow(float value) {
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = Tensors.of(new float[] {0, 1, 2, 3, value, 5}, 3, 2);
            Tensor y = Tensors.of(new long[] {0, 1, 0}, 3);
            assertThatThrownBy(() -> new LabeledFeatures(x, y, 2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("row 2")
                    .hasMessageContaining("Maybe");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 2, 1L << 40})
    void aLabelOutOfRangeIsRefusedWithItsPosition(long label) {
        try (TensorScope scope = TensorScope.open()) {
            Tensor y = Tensors.of(new long[] {0, label, 0}, 3);
            assertThatThrownBy(() -> new LabeledFeatures(Tensors.zeros(3, 2), y, 2))
                    .hasMessageContaining("0 … 1")
                    .hasMessageContaining("label 1 is " + label);
        }
    }

    @Test
    void shapesThatDoNotFitAreRefused() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor y = Tensors.of(new long[] {0, 1, 0}, 3);
            assertThatThrownBy(() -> new LabeledFeatures(Tensors.zeros(4, 2), y, 2))
                    .hasMessageContaining("int64[4]")
                    .hasMessageContaining("int64[3]");
            assertThatThrownBy(() -> new LabeledFeatures(Tensors.zeros(3, 5, 2), y, 2))
                    .hasMessageContaining("[N, D]")
                    .hasMessageContaining("pool the tokens");
            assertThatThrownBy(() -> new LabeledFeatures(Tensors.zeros(3, 2), y, 1))
                    .hasMessageContaining("classes");
        }
    }

    @Test
    void aSubsetHasTheRowsAsked() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = Tensors.of(new float[] {0, 1, 2}, 3, 1);
            LabeledFeatures subset =
                    new LabeledFeatures(x, Tensors.of(new long[] {0, 1, 1}, 3), 2).subset(new int[] {2, 0});
            assertThat(subset.features().toFloatArray()).containsExactly(2, 0);
            assertThat(subset.labels().toLongArray()).containsExactly(1, 0);
        }
    }
}
