package dev.jepa.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sizes, counts and scalars that mean nothing are sentences, never raw exceptions of Java or silent NaN. */
class WrongSizesTest {
    private static final Rng RNG = Rng.of(1);

    private static Arguments wrong(String part, ThrowingCallable call) {
        return Arguments.of(part, call);
    }

    static Stream<Arguments> wrongCalls() {
        long huge = 1L << 40;
        return Stream.of(
                wrong("-1", () -> Tensors.permutation(RNG, -1)),
                wrong("-1", () -> RNG.uniform(-1)),
                wrong("-1", () -> RNG.normal(-1)),
                wrong("-1", () -> RNG.truncatedNormal(-1, 2)),
                wrong("-1", () -> Tensors.categorical(RNG, Tensors.ones(2, 3), -1)),
                wrong("[3]", () -> Tensors.categorical(RNG, Tensors.ones(3), 1)),
                wrong("-2", () -> Tensors.zeros(3, -2)),
                wrong("-2", () -> Tensors.normal(RNG, -2)),
                wrong("-1", () -> Tensors.eye(-1)),
                wrong("-1", () -> Tensors.arange(-1)),
                wrong("-1", () -> Tensors.linspace(0, 1, -1, DType.FLOAT32)),
                wrong("0", () -> Tensors.arange(0, 1, 0, DType.FLOAT32)),
                wrong("NaN", () -> Tensors.arange(Double.NaN, 1, 1, DType.FLOAT32)),
                wrong("Infinity", () -> Tensors.arange(0, Double.POSITIVE_INFINITY, 1, DType.FLOAT32)),
                wrong("[" + huge + ", " + huge + "]", () -> Tensors.zeros(huge, huge)),
                wrong("[" + huge + "]", () -> Tensors.zeros(huge)),
                wrong("[" + huge + "]", () -> Tensors.normal(RNG, huge)),
                wrong("[" + huge + "]", () -> Tensors.uniform(RNG, 0, 1, huge)),
                wrong("[" + huge + "]", () -> Tensors.bernoulli(RNG, 0.5, huge)),
                wrong("[" + huge + "]", () -> Tensors.ones(1).expand(huge).toFloatArray()),
                wrong("[" + huge + "]", () -> Tensors.ones(1).expand(huge).bytes()),
                wrong("axis 2", () -> Shape.of(1, 2).with(2, 3)),
                wrong("99999999999999999999", () -> Tensors.ones(3).get("99999999999999999999")),
                wrong("-99999999999999999999", () -> Tensors.ones(3).get("0:-99999999999999999999")),
                wrong("99999999999999999999", () -> Tensors.ones(3).get("::99999999999999999999")),
                wrong("NaN", () -> Tensors.uniform(RNG, Double.NaN, 1, 2)),
                wrong("Infinity", () -> Tensors.uniform(RNG, 0, Double.POSITIVE_INFINITY, 2)),
                wrong("swapped", () -> Tensors.uniform(RNG, 1, 0, 2)),
                wrong("NaN", () -> Tensors.truncatedNormal(RNG, Double.NaN, 2, 2)),
                wrong("-1.0", () -> Tensors.truncatedNormal(RNG, -1, 2, 2)),
                wrong("NaN", () -> Tensors.truncatedNormal(RNG, 1, Double.NaN, 2)),
                wrong("NaN", () -> Tensors.bernoulli(RNG, Double.NaN, 2)),
                wrong("1.5", () -> Tensors.bernoulli(RNG, 1.5, 2)),
                wrong("NaN", () -> Dropout.dropout(Tensors.ones(2), Double.NaN, RNG)),
                wrong("1.0", () -> Dropout.dropPath(Tensors.ones(2, 2), 1, RNG)),
                wrong("-2147483648", () -> Tensors.ones(2).get("-2147483648")));
    }

    @ParameterizedTest
    @MethodSource("wrongCalls")
    void aWrongSizeOrScalarIsASentenceWithItsValue(String part, ThrowingCallable call) {
        try (TensorScope scope = TensorScope.open()) {
            assertThatThrownBy(call)
                    .isInstanceOf(IllegalArgumentException.class)
                    .isNotInstanceOf(NumberFormatException.class)
                    .hasMessageContaining(part);
        }
    }

    @Test
    void onlyALossOfOneElementHasGradients() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = Autograd.variable(Tensors.ones(3));
            List<Tensor> xs = List.of(x);
            for (Tensor loss : List.of(Autograd.record(x::square), Autograd.record(() -> x.slice(0, 0, 0)))) {
                String shape = "Gradients need a loss of one element but it has shape " + loss.shape();
                assertThatThrownBy(() -> Autograd.gradients(loss, xs)).hasMessageContaining(shape);
                assertThatThrownBy(() -> Autograd.gradientsOrZero(loss, xs)).hasMessageContaining(shape);
                assertThatThrownBy(() -> Autograd.record(() -> Autograd.gradientsWithGraph(loss, xs)))
                        .hasMessageContaining(shape);
            }
            assertThat(Shape.of(0, 1L << 40, 1L << 40).elements()).isZero();
        }
    }
}
