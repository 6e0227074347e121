package dev.jepa.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.InPlace;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/**
 * Checks gradients against central differences in float64: (L(x + h) - L(x - h)) / 2h with h = 1e-6.
 *
 * <p>L is the sum of the function's results, each times a fixed random number, so that errors cannot cancel. A derivative
 * passes when it is within 1e-6 of the difference, relative to the larger of the two; a floor of 2e-9 of the size of L
 * allows for the rounding of the difference itself. Up to {@value #SAMPLE} elements of each input are tried, drawn by a
 * fixed seed.
 *
 * <p>The function must be deterministic: anything random in it comes from a fixed {@link Rng}.
 */
public final class FiniteDifference {
    private static final int SAMPLE = 40;
    private static final double H = 1e-6;
    private static final double TOLERANCE = 1e-6;
    private static final double ROUNDING = 2e-9;
    private static final Rng RNG = Rng.of(20_240_601);

    private FiniteDifference() {}

    /** Checks a function of one float64 tensor, in every {@link Layout}. */
    public static void check(UnaryOperator<Tensor> function, Tensor x) {
        check(xs -> function.apply(xs.get(0)), List.of(x));
    }

    /** Checks a function of two float64 tensors with respect to both, in every {@link Layout}. */
    public static void check(BinaryOperator<Tensor> function, Tensor x, Tensor y) {
        check(xs -> function.apply(xs.get(0), xs.get(1)), List.of(x, y));
    }

    /** Checks a function of float64 tensors with respect to all of them, in every {@link Layout}. */
    public static void check(Function<List<Tensor>, Tensor> function, List<Tensor> inputs) {
        for (Layout layout : Layout.values()) {
            check(function, inputs, layout);
        }
    }

    /** Checks a function whose inputs lie in memory in one way. */
    public static void check(Function<List<Tensor>, Tensor> function, List<Tensor> inputs, Layout layout) {
        try (TensorScope scope = TensorScope.open()) {
            List<Tensor> leaves = inputs.stream()
                    .map(input -> Autograd.variable(layout.store(input.to(TestDevice.get()))))
                    .toList();
            checkLeaves(() -> function.apply(leaves.stream().map(layout::view).toList()), leaves);
        }
    }

    /** Checks a function of no arguments with respect to leaves it uses (parameters), whose memory is varied in place. */
    public static void checkLeaves(Supplier<Tensor> function, List<Tensor> leaves) {
        try (TensorScope scope = TensorScope.open()) {
            for (Tensor leaf : leaves) {
                assertThat(leaf.dtype()).as("type of an input").isEqualTo(DType.FLOAT64);
            }
            Tensor result = Autograd.record(function);
            assertThat(result.dtype()).as("type of the result").isEqualTo(DType.FLOAT64);
            Tensor weights = Tensors.normal(RNG.at("weights"), result.shape().toArray())
                    .to(DType.FLOAT64)
                    .to(result.device());
            Tensor loss = Autograd.record(() -> result.mul(weights).sum());
            double size = result.mul(weights).abs().sum().item();
            List<Tensor> gradients = Autograd.gradients(loss, leaves);
            for (int i = 0; i < leaves.size(); i++) {
                checkLeaf(function, weights, size, leaves.get(i), gradients.get(i), "input " + i);
            }
        }
    }

    private static void checkLeaf(
            Supplier<Tensor> function, Tensor weights, double size, Tensor leaf, Tensor gradient, String name) {
        assertThat(gradient.shape()).as("shape of the gradient of " + name).isEqualTo(leaf.shape());
        double[] original = leaf.toDoubleArray();
        double[] derivatives = gradient.toDoubleArray();
        int[] positions = LongStream.of(RNG.at("positions").permutation(original.length))
                .limit(SAMPLE)
                .mapToInt(Math::toIntExact)
                .toArray();
        for (int position : positions) {
            double difference = (shifted(function, weights, leaf, original, position, H)
                            - shifted(function, weights, leaf, original, position, -H))
                    / (2 * H);
            double derivative = derivatives[position];
            double larger = Math.max(Math.abs(difference), Math.abs(derivative));
            assertThat(derivative)
                    .as("derivative by element %d of %s, a %s", position, name, leaf.shape())
                    .isCloseTo(difference, within(TOLERANCE * larger + ROUNDING * Math.max(1, size)));
        }
        write(leaf, original);
    }

    private static double shifted(
            Supplier<Tensor> function, Tensor weights, Tensor leaf, double[] original, int position, double shift) {
        double[] values = original.clone();
        values[position] += shift;
        try (TensorScope scope = TensorScope.open()) {
            write(leaf, values);
            return function.get().mul(weights).sum().item();
        }
    }

    private static void write(Tensor leaf, double[] values) {
        try (TensorScope scope = TensorScope.open()) {
            InPlace.copy(
                    List.of(leaf),
                    List.of(Tensors.of(values, leaf.shape().toArray()).to(leaf.device())));
        }
    }
}
