package dev.jepa.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class AutogradTest {
    @Test
    void gradientOfASquareIsTwiceTheValue() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = Autograd.variable(Tensors.of(new float[] {1, -2, 3}, 3));
            Tensor loss = Autograd.record(() -> x.square().sum());
            assertThat(Autograd.gradients(loss, List.of(x)).get(0).toFloatArray())
                    .containsExactly(2, -4, 6);
        }
    }

    @Test
    void nothingIsRecordedOutsideRecordNorAfterGradients() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = Autograd.variable(Tensors.ones(3));
            assertThat(x.mul(2.0).requiresGradient()).isFalse();
            Autograd.gradients(Autograd.record(() -> x.square().sum()), List.of(x));
            assertThat(Autograd.isRecording()).isFalse();
            assertThat(x.square().requiresGradient()).isFalse();
        }
    }

    @Test
    void secondDerivativeOfACube() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = Autograd.variable(Tensors.of(new float[] {2}, 1));
            Tensor slope =
                    Autograd.record(() -> Autograd.gradientsWithGraph(x.pow(3.0).sum(), List.of(x))
                            .get(0)
                            .sum());
            assertThat(Autograd.gradients(slope, List.of(x)).get(0).item()).isEqualTo(12);
        }
    }

    @Test
    void aTensorTheLossDoesNotDependOnIsNamed() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = Autograd.variable(Tensors.ones(3));
            Tensor y = Autograd.variable(Tensors.ones(2));
            Tensor loss = Autograd.record(() -> x.sum());
            assertThatThrownBy(() -> Autograd.gradients(loss, List.of(x, y)))
                    .hasMessageContaining("number 1 of 2")
                    .hasMessageContaining("Maybe");
            assertThat(Autograd.gradientsOrZero(loss, List.of(x, y)).get(1).toFloatArray())
                    .containsExactly(0, 0);
        }
    }

    @Test
    void aLossThatWasNotRecordedIsRefused() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = Autograd.variable(Tensors.ones(3));
            assertThatThrownBy(() -> Autograd.gradients(x.sum(), List.of(x))).hasMessageContaining("Autograd.record");
        }
    }
}
