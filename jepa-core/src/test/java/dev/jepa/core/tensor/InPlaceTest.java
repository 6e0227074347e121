package dev.jepa.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.jepa.core.tensor.InPlace.AdamStep;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InPlaceTest {
    @Test
    void copyFillsTheMemoryOfAParameterEvenWhileRecording() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor parameter = Autograd.variable(Tensors.zeros(2));
            Autograd.record(() -> {
                InPlace.copy(List.of(parameter), List.of(Tensors.of(new double[] {1, 2}, 2)));
                return parameter;
            });
            assertThat(parameter.toFloatArray()).containsExactly(1, 2);
            Tensor loss = Autograd.record(() -> parameter.square().sum());
            assertThat(Autograd.gradients(loss, List.of(parameter)).get(0).toFloatArray())
                    .containsExactly(2, 4);
        }
    }

    @Test
    void lerpMovesTheTargetTowardsTheSource() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor target = Tensors.of(new float[] {0, 10}, 2);
            InPlace.lerp(List.of(target), List.of(Tensors.of(new float[] {4, 6}, 2)), 0.25);
            assertThat(target.toFloatArray()).containsExactly(1, 9);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theFusedAdamStepAgreesWithTheLoop(boolean decoupled) {
        assumeThat(InPlace.hasFusedAdamOnCpu()).isTrue();
        try (TensorScope scope = TensorScope.open()) {
            assertThat(adam(true, decoupled)).containsExactly(adam(false, decoupled), within(1e-12));
        }
    }

    /** Two parameters, the second gradient not contiguous, three steps in float64. */
    private static double[] adam(boolean fused, boolean decoupled) {
        Rng rng = Rng.of(1);
        List<Tensor> parameters = List.of(normal(rng.at("a"), 3, 5), normal(rng.at("b"), 4));
        List<Tensor> first = parameters.stream().map(p -> p.mul(0.0)).toList();
        List<Tensor> second = parameters.stream().map(p -> p.mul(0.0)).toList();
        for (int step = 1; step <= 3; step++) {
            List<Tensor> gradients =
                    List.of(normal(rng.at(step, "ga"), 5, 3).transpose(0, 1), normal(rng.at(step, "gb"), 4));
            assertThat(gradients.get(0).isContiguous()).isFalse();
            InPlace.adam(
                    fused,
                    parameters,
                    gradients,
                    first,
                    second,
                    new AdamStep(decoupled, 0.1, 0.9, 0.99, 0.3, 1e-8, step));
        }
        return Tensors.concat(
                        List.of(
                                parameters.get(0).reshape(15),
                                parameters.get(1),
                                first.get(0).reshape(15),
                                second.get(0).reshape(15)),
                        0)
                .toDoubleArray();
    }

    private static Tensor normal(Rng rng, long... shape) {
        return Tensors.normal(rng, shape).to(DType.FLOAT64);
    }

    @Test
    void theGlobalNormOfA34TriangleIsFive() {
        try (TensorScope scope = TensorScope.open()) {
            List<Tensor> legs = List.of(Tensors.of(new float[] {3, 0}, 2), Tensors.of(new float[] {4}, 1, 1));
            assertThat(InPlace.globalNorm(legs).item()).isEqualTo(5);
            List<Tensor> clipped = InPlace.clip(legs, 1);
            assertThat(InPlace.globalNorm(clipped.subList(0, 2)).item()).isEqualTo(1, within(1e-6));
            assertThat(clipped.get(2).item()).isEqualTo(5);
        }
    }

    @Test
    void anIntegerAddsToACounter() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor count = Tensors.of(new long[] {4});
            InPlace.add(count, 3);
            assertThat(count.toLongArray()).containsExactly(7);
        }
    }

    @Test
    void copyDoesNotBroadcast() {
        try (TensorScope scope = TensorScope.open()) {
            assertThatThrownBy(() -> InPlace.copy(Tensors.zeros(2, 3), Tensors.zeros(3)))
                    .hasMessageContaining("[2, 3]")
                    .hasMessageContaining("[3]");
        }
    }

    @Test
    void tensorsThatDoNotPairAreRefused() {
        try (TensorScope scope = TensorScope.open()) {
            List<Tensor> targets = List.of(Tensors.zeros(2));
            for (Tensor source : List.of(Tensors.zeros(3), Tensors.zeros(1), Tensors.zeros(1, 2))) {
                assertThatThrownBy(() -> InPlace.lerp(targets, List.of(source), 0.5))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("[2] cannot be changed by one of shape " + source.shape());
                assertThatThrownBy(() -> InPlace.add(targets, List.of(source), 1))
                        .hasMessageContaining(source.shape().toString());
            }
            assertThatThrownBy(() -> InPlace.copy(targets, List.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("1 tensors cannot be changed by 0");
        }
    }
}
