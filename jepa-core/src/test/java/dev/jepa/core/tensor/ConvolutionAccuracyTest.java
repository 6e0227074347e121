package dev.jepa.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.core.tensor.Convolution.Window;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Float32 convolutions, which take other ways through the engine than the float64 of the gradient tests, against float64. */
class ConvolutionAccuracyTest {
    private static final int[] CHANNELS = {1, 3, 8, 16, 20, 32, 48};
    private static final double TOLERANCE = 1e-5;

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 2", "2, 1", "2, 2", "3, 1", "3, 2"})
    void resultsAndGradientsAgree(int axes, int stride) {
        Window window = Window.DEFAULT.withStride(stride).withPadding(1);
        for (int in : CHANNELS) {
            for (int out : CHANNELS) {
                String name = axes + " axes, stride " + stride + ", " + in + " to " + out + " channels";
                compare(name, axes, in, shape(axes, 3, out, in), (x, w) -> convolve(axes, x, w, window));
                compare(name, axes, in, shape(axes, 3, in, out), (x, w) -> transposed(axes, x, w, window));
            }
        }
    }

    /** The shortcuts of ResNet-50, whose gradients end the process on some processors where oneDNN strides itself. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void kernelsOfOneElementStride(int axes) {
        Window window = Window.DEFAULT.withStride(2);
        for (int in : new int[] {3, 256, 1024}) {
            String name = axes + " axes, " + in + " channels";
            compare(name, axes, in, shape(axes, 1, 1024, in), (x, w) -> convolve(axes, x, w, window));
            compare(name, axes, in, shape(axes, 1, in, 256), (x, w) -> transposed(axes, x, w, window));
        }
    }

    /** Where bf16 left garbage in gradients: inputs smaller than the kernel, and of few channels. */
    @ParameterizedTest
    @CsvSource({"1, 1", "1, 2", "4, 1", "4, 2", "12, 1", "12, 2"})
    void gradientsInBf16AreThoseOfFloat32RoundedToIt(int side, int stride) {
        Window window = Window.DEFAULT.withStride(stride).withPadding(1);
        for (int in : new int[] {3, 16, 20, 64, 128}) {
            try (TensorScope scope = TensorScope.open()) {
                soilMemory();
                Tensor x = Tensors.normal(Rng.of(1), 4, in, side, side);
                Tensor w = Tensors.normal(Rng.of(2), 64, in, 3, 3);
                BinaryOperator<Tensor> convolution = (a, b) -> Convolution.conv2d(a, b, null, window);
                List<Tensor> rounded = Precision.BF16.run(() -> results(x, w, convolution));
                List<Tensor> single = results(x, w, convolution);
                for (int i = 0; i < single.size(); i++) {
                    double scale = single.get(i).abs().max().item();
                    assertThat(rounded.get(i).sub(single.get(i)).abs().max().item())
                            .as("part %d of %d channels", i, in)
                            .isLessThan(0.03 * scale);
                }
            }
        }
    }

    /** Against the same kernel in the middle of one of 3 x 3 elements, which takes the engine's own way. */
    @Test
    void transposedKernelsOfOneElementHaveBiasesAndOutputPadding() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = Tensors.normal(Rng.of(1), 2, 3, 4, 5);
            Tensor w = Tensors.normal(Rng.of(2), 3, 6, 1, 1);
            Tensor wide = Padding.constant(w, 0, 1, 1, 1, 1);
            Tensor b = Tensors.normal(Rng.of(3), 6);
            for (int padding = 0; padding < 2; padding++) {
                Tensor y = Convolution.transposed2d(x, w, b, Window.DEFAULT.withStride(2, 3), padding);
                Tensor expected = Convolution.transposed2d(
                        x, wide, b, Window.DEFAULT.withStride(2, 3).withPadding(1), padding);
                assertThat(y.shape()).isEqualTo(expected.shape());
                assertThat(y.sub(expected).abs().max().item()).isLessThan(1e-5);
            }
            assertThatThrownBy(() -> Convolution.transposed2d(x, w, b, Window.DEFAULT.withStride(2), 2))
                    .isInstanceOf(OperationException.class);
        }
    }

    /** One observation is convolved in another way than a batch or a recorded pass. */
    @Test
    void aSmallInputHasTheSameResultWhetherRecordedOrNot() {
        try (TensorScope scope = TensorScope.open()) {
            for (int stride = 1; stride <= 5; stride += 2) {
                Window window = Window.DEFAULT.withStride(stride).withPadding(stride / 2);
                Tensor x = Tensors.normal(Rng.of(stride), 1, 2, 65, 65);
                Tensor w = Tensors.normal(Rng.of(8), 8, 2, 5, 5);
                Tensor b = Tensors.normal(Rng.of(9), 8);
                Tensor alone = Convolution.conv2d(x, w, b, window);
                Tensor recorded = Autograd.record(() -> Convolution.conv2d(x, w, b, window));
                Tensor ofBatch = Convolution.conv2d(x.repeat(2, 1, 1, 1), w, b, window);
                assertThat(alone.shape()).isEqualTo(recorded.shape());
                assertThat(alone.sub(recorded).abs().max().item()).isLessThan(1e-4);
                assertThat(alone.sub(ofBatch.slice(0, 1, 2)).abs().max().item()).isLessThan(1e-4);
            }
        }
    }

    @Test
    void errorsOfSmallInputsNameTheOperation() {
        try (TensorScope scope = TensorScope.open()) {
            assertThatThrownBy(() -> Convolution.conv2d(
                            Tensors.ones(1, 3, 4, 4), Tensors.ones(8, 2, 3, 3), null, Window.DEFAULT))
                    .isInstanceOf(OperationException.class)
                    .hasMessageContaining("Convolution.conv2d(float32[1, 3, 4, 4], float32[8, 2, 3, 3]");
        }
    }

    private static void compare(String name, int axes, int in, long[] weightShape, BinaryOperator<Tensor> convolution) {
        try (TensorScope scope = TensorScope.open()) {
            soilMemory();
            Tensor x = Tensors.normal(Rng.of(1), shape(axes, 7, 2, in));
            Tensor w = Tensors.normal(Rng.of(2), weightShape);
            List<Tensor> single = results(x, w, convolution);
            List<Tensor> exact = results(x.to(DType.FLOAT64), w.to(DType.FLOAT64), convolution);
            for (int i = 0; i < single.size(); i++) {
                double scale = exact.get(i).abs().max().item();
                Tensor difference = single.get(i).to(DType.FLOAT64).sub(exact.get(i));
                assertThat(difference.abs().max().item()).as(name).isLessThan(TOLERANCE * scale);
            }
        }
    }

    /** Output and gradients. */
    private static List<Tensor> results(Tensor x, Tensor w, BinaryOperator<Tensor> convolution) {
        Tensor input = Autograd.variable(x);
        Tensor weight = Autograd.variable(w);
        Tensor out = Autograd.record(() -> convolution.apply(input, weight));
        Function<Tensor, Tensor> weighted =
                y -> y.mul(Tensors.normal(Rng.of(3), y.shape().toArray()).to(y.dtype()));
        Tensor loss = Autograd.record(() -> weighted.apply(out).sum());
        List<Tensor> gradients = Autograd.gradients(loss, List.of(input, weight));
        return List.of(out, gradients.get(0), gradients.get(1));
    }

    /** Leaves large numbers in the memory that the next tensors are likely to get. */
    private static void soilMemory() {
        for (int i = 1; i < 40; i++) {
            try (TensorScope scope = TensorScope.open()) {
                Tensors.ones(512L * i).mul(1e3);
            }
        }
    }

    private static Tensor convolve(int axes, Tensor x, Tensor w, Window window) {
        return switch (axes) {
            case 1 -> Convolution.conv1d(x, w, null, window);
            case 2 -> Convolution.conv2d(x, w, null, window);
            default -> Convolution.conv3d(x, w, null, window);
        };
    }

    private static Tensor transposed(int axes, Tensor x, Tensor w, Window window) {
        return switch (axes) {
            case 1 -> Convolution.transposed1d(x, w, null, window);
            case 2 -> Convolution.transposed2d(x, w, null, window);
            default -> Convolution.transposed3d(x, w, null, window);
        };
    }

    private static long[] shape(int axes, int size, int first, int second) {
        long[] shape = new long[axes + 2];
        Arrays.fill(shape, size);
        shape[0] = first;
        shape[1] = second;
        return shape;
    }
}
