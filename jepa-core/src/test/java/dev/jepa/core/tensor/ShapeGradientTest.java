package dev.jepa.core.tensor;

import static dev.jepa.core.tensor.GradientCase.normal;
import static dev.jepa.core.tensor.GradientCase.of;

import dev.jepa.core.tensor.GradientCase.Input;
import dev.jepa.core.testing.TestDevice;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShapeGradientTest {
    static Stream<GradientCase> cases() {
        return Stream.of(normal(2, 3, 4), normal(1, 1, 1), normal(2, 0, 4)).flatMap(ShapeGradientTest::cases);
    }

    private static Stream<GradientCase> cases(Input x) {
        long b = x.shape().size(0);
        long n = x.shape().size(1);
        long d = x.shape().size(2);
        return Stream.of(
                of("Tensor.reshape", x, t -> t.reshape(b * n, d)),
                of("Tensor.reshape", x, t -> t.reshape(Shape.of(d, n, b))),
                of("Tensor.permute", x, t -> t.permute(2, 0, 1)),
                of("Tensor.transpose", x, t -> t.transpose(1, -1)),
                of("Tensor.flatten", x, t -> t.flatten(0, 1)),
                of("Tensor.expand", x, t -> t.unsqueeze(0).expand(3, -1, -1, -1)),
                of("Tensor.repeat", x, t -> t.repeat(2, 1, 3)),
                of("Tensor.repeatInterleave", x, t -> t.repeatInterleave(2, 1)),
                of("Tensor.unsqueeze", x, t -> t.unsqueeze(1)),
                of("Tensor.squeeze", x, t -> t.unsqueeze(1).squeeze(1)),
                of("Tensor.flip", x, t -> t.flip(0, 2)),
                of("Tensor.roll", x, t -> t.roll(1, 2)),
                of("Tensor.roll", x, t -> t.roll(new int[] {1, -2}, new int[] {0, 2})),
                of("Tensor.split", x, t -> weighted(t.split(2, 2))),
                of("Tensor.split", x, t -> weighted(t.split(new long[] {0, d}, 2))),
                of("Tensor.contiguous", x, Tensor::contiguous),
                of("Tensor.copy", x, Tensor::copy),
                of("Tensor.to", x, t -> t.to(DType.FLOAT64)),
                of("Tensor.to", x, t -> t.to(Device.CPU)),
                of("Tensors.concat", x, x, (s, t) -> Tensors.concat(List.of(s, t), 1)),
                of("Tensors.stack", x, x, (s, t) -> Tensors.stack(List.of(s, t), -1)));
    }

    /** Each piece times its own number, so that exchanged pieces are noticed. */
    private static Tensor weighted(List<Tensor> pieces) {
        Tensor total = Tensors.zeros(DType.FLOAT64, TestDevice.get(), Shape.of());
        for (int i = 0; i < pieces.size(); i++) {
            total = total.add(pieces.get(i).mul(i + 1.0).square().sum());
        }
        return total;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientsEqualFiniteDifferences(GradientCase c) {
        c.check();
    }
}
