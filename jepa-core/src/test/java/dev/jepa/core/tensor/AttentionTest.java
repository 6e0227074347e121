package dev.jepa.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two ways of attention, one fused kernel and two products, must not be told apart. */
class AttentionTest {
    private static final int FEW = 256;
    private static final int MANY = 257;

    private final TensorScope scope = TensorScope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {FEW, MANY})
    void equalsItsDefinitionOnBothSidesOfTheLimit(int tokens) {
        Inputs x = Inputs.of(tokens, DType.FLOAT64);

        assertSame(
                x,
                () -> Attention.scaledDotProduct(x.q, x.k, x.v),
                () -> Attention.weights(x.q, x.k, null, false).matmul(x.v),
                1e-12);
    }

    @ParameterizedTest
    @ValueSource(ints = {FEW, MANY})
    void equalsItsDefinitionUnderAMaskAndInOrder(int tokens) {
        Inputs x = Inputs.of(tokens, DType.FLOAT64);
        Tensor near = distances(tokens).lt(9); // [N, N], each query sees itself

        assertSame(
                x,
                () -> Attention.scaledDotProduct(x.q, x.k, x.v, near, true),
                () -> Attention.weights(x.q, x.k, near, true).matmul(x.v),
                1e-12);
        assertSame(
                x,
                () -> Attention.scaledDotProduct(x.q, x.k, x.v, null, true),
                () -> Attention.weights(x.q, x.k, null, true).matmul(x.v),
                1e-12);
    }

    @Test
    void roundsItsProductsOnlyWhenToldTo() {
        Inputs x = Inputs.of(16, DType.FLOAT32);
        Tensor full = Attention.scaledDotProduct(x.q, x.k, x.v);
        Tensor rounded = Precision.BF16.run(() -> Attention.scaledDotProduct(x.q, x.k, x.v));

        assertThat(rounded.dtype()).isEqualTo(DType.FLOAT32);
        assertThat(largest(rounded.sub(full))).isBetween(1e-5, 2e-2);
        assertSame(
                x,
                () -> Precision.BF16.run(() -> Attention.scaledDotProduct(x.q, x.k, x.v)),
                () -> Attention.scaledDotProduct(x.q, x.k, x.v),
                5e-2);
    }

    private static Tensor distances(int tokens) {
        Tensor place = Tensors.arange(tokens).to(DType.FLOAT64);
        return place.unsqueeze(0).sub(place.unsqueeze(1)).abs();
    }

    private static void assertSame(Inputs x, Supplier<Tensor> one, Supplier<Tensor> other, double tolerance) {
        assertThat(largest(one.get().sub(other.get()))).isCloseTo(0, within(tolerance));
        List<Tensor> gradients = x.gradients(one);
        List<Tensor> expected = x.gradients(other);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(largest(gradients.get(i).sub(expected.get(i)))).isCloseTo(0, within(tolerance));
        }
    }

    private static double largest(Tensor x) {
        return x.abs().max().item();
    }

    /** Queries, keys and values [2, 3, N, 8] that gradients can be asked for. */
    private record Inputs(Tensor q, Tensor k, Tensor v, Tensor direction) {
        static Inputs of(int tokens, DType type) {
            return new Inputs(
                    Autograd.variable(draw("q", tokens, type)),
                    Autograd.variable(draw("k", tokens, type)),
                    Autograd.variable(draw("v", tokens, type)),
                    draw("direction", tokens, type));
        }

        private static Tensor draw(String name, int tokens, DType type) {
            return Tensors.normal(Rng.of(5).at(name), 2, 3, tokens, 8).to(type);
        }

        List<Tensor> gradients(Supplier<Tensor> attention) {
            Tensor along = Autograd.record(() -> attention.get().mul(direction).sum());
            return Autograd.gradients(along, List.of(q, k, v));
        }
    }
}
