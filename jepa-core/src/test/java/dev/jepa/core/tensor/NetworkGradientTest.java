package dev.jepa.core.tensor;

import static dev.jepa.core.tensor.GradientCase.normal;
import static dev.jepa.core.tensor.GradientCase.of;

import dev.jepa.core.tensor.GradientCase.Input;
import dev.jepa.core.tensor.Losses.Reduction;
import dev.jepa.core.testing.TestDevice;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkGradientTest {
    private static final Rng RNG = Rng.of(5);

    static Stream<GradientCase> cases() {
        return Stream.of(normalization(), attention(), recurrent(), dropout(), losses())
                .flatMap(cases -> cases);
    }

    private static Stream<GradientCase> normalization() {
        Input image = normal(3, 4, 2, 2);
        Input channels = normal(4);
        return Stream.of(
                of(
                        "Normalization.layerNorm",
                        List.of(normal(2, 3, 4), normal(4), normal(4)),
                        xs -> Normalization.layerNorm(xs.get(0), 1, xs.get(1), xs.get(2), 1e-5)),
                of(
                        "Normalization.layerNorm",
                        List.of(normal(2, 3, 4), normal(3, 4), normal(3, 4)),
                        xs -> Normalization.layerNorm(xs.get(0), 2, xs.get(1), xs.get(2), 1e-5)),
                of("Normalization.layerNorm", normal(2, 4), x -> Normalization.layerNorm(x, 1, null, null, 1e-5)),
                of("Normalization.layerNorm", normal(0, 4), x -> Normalization.layerNorm(x, 1, null, null, 1e-5)),
                of(
                        "Normalization.groupNorm",
                        List.of(image, channels, channels),
                        xs -> Normalization.groupNorm(xs.get(0), 2, xs.get(1), xs.get(2), 1e-5)),
                of("Normalization.groupNorm", image, x -> Normalization.groupNorm(x, 4, null, null, 1e-5)),
                of(
                        "Normalization.batchNormTraining",
                        List.of(image, channels, channels),
                        xs -> Normalization.batchNormTraining(xs.get(0), null, null, xs.get(1), xs.get(2), 0.1, 1e-5)),
                of(
                        "Normalization.batchNormTraining",
                        normal(5, 4),
                        x -> Normalization.batchNormTraining(x, null, null, null, null, 0.1, 1e-5)),
                of(
                        "Normalization.batchNorm",
                        List.of(image, channels, channels),
                        xs -> Normalization.batchNorm(
                                xs.get(0), constant(4, 0.5), constant(4, 2), xs.get(1), xs.get(2), 1e-5)),
                of(
                        "Normalization.batchNormRelu",
                        List.of(image, image, channels, channels),
                        xs -> Normalization.batchNormRelu(
                                xs.get(0), xs.get(1), null, null, xs.get(2), xs.get(3), true, 0.1, 1e-5)),
                of(
                        "Normalization.batchNormRelu",
                        normal(5, 4),
                        x -> Normalization.batchNormRelu(
                                x, null, constant(4, 0.5), constant(4, 2), null, null, false, 0.1, 1e-5)));
    }

    private static Stream<GradientCase> attention() {
        List<Input> inputs = List.of(normal(2, 2, 3, 4), normal(2, 2, 5, 4), normal(2, 2, 5, 4));
        List<Input> masked = List.of(normal(1, 3, 4), normal(1, 5, 4), normal(1, 5, 2), normal(3, 5));
        Input square = normal(1, 4, 4);
        return Stream.of(
                of(
                        "Attention.scaledDotProduct",
                        inputs,
                        xs -> Attention.scaledDotProduct(xs.get(0), xs.get(1), xs.get(2))),
                of(
                        "Attention.scaledDotProduct",
                        inputs,
                        xs -> Attention.scaledDotProduct(xs.get(0), xs.get(1), xs.get(2), null, true)),
                of(
                        "Attention.scaledDotProduct",
                        List.of(square, square, square),
                        xs -> Attention.scaledDotProduct(xs.get(0), xs.get(1), xs.get(2), null, true)),
                of(
                        "Attention.scaledDotProduct",
                        inputs,
                        xs -> Attention.scaledDotProduct(xs.get(0), xs.get(1), xs.get(2), mask(), false)),
                of(
                        "Attention.scaledDotProduct",
                        inputs,
                        xs -> Attention.scaledDotProduct(xs.get(0), xs.get(1), xs.get(2), null, false, 0.4, RNG)),
                of(
                        "Attention.scaledDotProduct",
                        masked,
                        xs -> Attention.scaledDotProduct(xs.get(0), xs.get(1), xs.get(2), xs.get(3), true)),
                of(
                        "Attention.scaledDotProduct",
                        masked,
                        xs -> Attention.scaledDotProduct(xs.get(0), xs.get(1), xs.get(2), xs.get(3), true, 0.4, RNG)),
                of(
                        "Attention.weights",
                        normal(2, 3, 4),
                        normal(2, 5, 4),
                        (q, k) -> Attention.weights(q, k, mask(), false)));
    }

    private static Stream<GradientCase> recurrent() {
        List<Input> cell = List.of(normal(2, 3), normal(2, 2), normal(6, 3), normal(6, 2), normal(6), normal(6));
        List<Input> sequence =
                List.of(normal(3, 2, 3), normal(1, 2, 2), normal(6, 3), normal(6, 2), normal(6), normal(6));
        return Stream.of(
                of("Recurrent.gruCell", cell, xs -> Recurrent.gruCell(xs.get(0), xs.get(1), xs.subList(2, 6))),
                of("Recurrent.gru", sequence, xs -> Recurrent.gru(xs.get(0), xs.get(1), xs.subList(2, 6))
                        .get(0)),
                of("Recurrent.gru", sequence, xs -> Recurrent.gru(xs.get(0), xs.get(1), xs.subList(2, 6))
                        .get(1)),
                of(
                        "Recurrent.residualPerceptron",
                        List.of(normal(2, 3), normal(2, 4, 1), normal(5, 4), normal(3, 5), normal(5), normal(3)),
                        xs -> Recurrent.residualPerceptron(xs.get(0), xs.get(1), xs.subList(2, 4), xs.subList(4, 6))));
    }

    private static Stream<GradientCase> dropout() {
        return Stream.of(normal(4, 3), normal(1), normal(0, 3))
                .flatMap(x -> Stream.of(
                        of("Dropout.dropout", x, t -> Dropout.dropout(t, 0.3, RNG)),
                        of("Dropout.dropPath", x, t -> Dropout.dropPath(t, 0.3, RNG))));
    }

    private static Stream<GradientCase> losses() {
        Input x = normal(3, 4);
        return Stream.of(Reduction.values()).flatMap(reduction -> Stream.of(
                        of("Losses.crossEntropy", x, t -> Losses.crossEntropy(t, labels(), 0, reduction)),
                        of("Losses.crossEntropy", x, t -> Losses.crossEntropy(t, labels(), 0.2, reduction)),
                        of("Losses.mse", x, x, (s, t) -> Losses.mse(s, t, reduction)),
                        of("Losses.smoothL1", x, x, (s, t) -> Losses.smoothL1(s, t, 0.5, reduction)),
                        of("Losses.huber", x, x, (s, t) -> Losses.huber(s, t, 0.5, reduction)))
                .map(c -> c.with(reduction.name())));
    }

    private static Tensor labels() {
        return Tensors.of(new int[] {0, 3, 1}, 3).to(TestDevice.get());
    }

    private static Tensor mask() {
        return Tensors.arange(15).reshape(3, 5).remainder(4).ne(1).to(TestDevice.get());
    }

    private static Tensor constant(long size, double value) {
        return Tensors.full(value, DType.FLOAT64, TestDevice.get(), Shape.of(size));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientsEqualFiniteDifferences(GradientCase c) {
        c.check();
    }
}
