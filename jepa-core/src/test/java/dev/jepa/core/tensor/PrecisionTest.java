package dev.jepa.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrecisionTest {
    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void isBf16WhereTheProcessorHasInstructionsForIt() {
        assertThat(Precision.of(Stream.of("processor\t: 0", "flags\t\t: fpu avx512f avx512_bf16 avx512_vnni")))
                .isEqualTo(Precision.BF16);
        assertThat(Precision.of(Stream.of("flags\t\t: fpu amx_tile amx_bf16"))).isEqualTo(Precision.BF16);
    }

    @Test
    void isFp32Elsewhere() {
        assertThat(Precision.of(Stream.of("flags\t\t: fpu avx2 avx512f"))).isEqualTo(Precision.FP32);
        assertThat(Precision.of(Stream.of("model name\t: avx512_bf16"))).isEqualTo(Precision.FP32);
        assertThat(Precision.of(Stream.empty())).isEqualTo(Precision.FP32);
    }

    @Test
    void roundsFactorsAndKeepsTypes() {
        Tensor x = Tensors.normal(Rng.of(1), 32, 48);
        Tensor w = Tensors.normal(Rng.of(2), 24, 48);
        Tensor bias = Tensors.normal(Rng.of(3), 24);
        Tensor exact = LinearAlgebra.linear(x, w, bias);

        Tensor rounded = Precision.BF16.run(() -> LinearAlgebra.linear(x, w, bias));

        double error = rounded.sub(exact).abs().max().item();
        assertThat(rounded.dtype()).isEqualTo(DType.FLOAT32);
        assertThat(error).isBetween(1e-4, 0.2);
        assertThat(Precision.current()).isEqualTo(Precision.FP32);
    }

    @Test
    void aResidualPerceptronIsItsLayersInEitherPrecision() {
        Tensor state = Tensors.normal(Rng.of(1), 6, 4);
        Tensor inputs = Tensors.normal(Rng.of(2), 6, 3, 2);
        List<Tensor> weights = List.of(Tensors.normal(Rng.of(3), 9, 6), Tensors.normal(Rng.of(4), 4, 9));
        List<Tensor> biases = List.of(Tensors.normal(Rng.of(5), 9), Tensors.normal(Rng.of(6), 4));
        for (Precision precision : Precision.values()) {
            Tensor whole =
                    precision.run(() -> Recurrent.residualPerceptron(state, inputs, weights, biases)); // [6, 3, 4]
            Tensor s = state;
            for (int t = 0; t < 3; t++) {
                Tensor x = Tensors.concat(List.of(s, inputs.select(1, t)), 1);
                Tensor from = s;
                s = precision.run(() -> from.add(LinearAlgebra.linear(
                        LinearAlgebra.linear(x, weights.get(0), biases.get(0)).relu(), weights.get(1), biases.get(1))));
                assertThat(whole.select(1, t).toFloatArray()).isEqualTo(s.toFloatArray());
            }
        }
    }

    @Test
    void gradientsOfRoundedProductsAreNearTheExactOnes() {
        Tensor x = Autograd.variable(Tensors.normal(Rng.of(1), 32, 48));
        Tensor w = Autograd.variable(Tensors.normal(Rng.of(2), 24, 48));
        Tensor direction = Tensors.normal(Rng.of(4), 32, 24);

        List<Tensor> exact = Autograd.gradients(
                Autograd.record(
                        () -> LinearAlgebra.linear(x, w, null).mul(direction).sum()),
                List.of(x, w));
        List<Tensor> rounded = Autograd.gradients(
                Autograd.record(() -> Precision.BF16.run(
                        () -> LinearAlgebra.linear(x, w, null).mul(direction).sum())),
                List.of(x, w));

        for (int i = 0; i < exact.size(); i++) {
            Tensor error = rounded.get(i).sub(exact.get(i));
            double share =
                    error.square().sum().item() / exact.get(i).square().sum().item();
            assertThat(share).isBetween(1e-8, 1e-4);
        }
    }
}
