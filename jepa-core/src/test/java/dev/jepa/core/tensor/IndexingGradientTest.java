package dev.jepa.core.tensor;

import static dev.jepa.core.tensor.GradientCase.normal;
import static dev.jepa.core.tensor.GradientCase.of;

import dev.jepa.core.testing.TestDevice;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IndexingGradientTest {
    static Stream<GradientCase> cases() {
        return Stream.concat(parts(), positions());
    }

    private static Stream<GradientCase> parts() {
        return Stream.of(
                of("Tensor.slice", normal(4, 5), t -> t.slice(1, 1, -1)),
                of("Tensor.slice", normal(4, 5), t -> t.slice(0, 0, 4, 3)),
                of("Tensor.slice", normal(4, 5), t -> t.slice(0, 2, 2)),
                of("Tensor.select", normal(4, 5), t -> t.select(1, -2)),
                of("Tensor.select", normal(1), t -> t.select(0, 0)),
                of("Tensor.get", normal(4, 3, 5), t -> t.get("1, ..., ::2")),
                of("Tensor.get", normal(4, 3, 5), t -> t.get("-1, 1:, 2")),
                of("Tensor.get", normal(4, 3), t -> t.get(longs(new long[] {2, 0, 2}, 3))),
                of("Tensor.get", normal(4, 3), t -> t.get(longs(new long[] {2, 0}, 2), longs(new long[] {1, 1}, 2))),
                of(
                        "Tensor.get",
                        normal(4, 3),
                        t -> t.get(Tensors.of(new boolean[] {true, false, true, false}, 4)
                                .to(TestDevice.get()))),
                of("Tensor.get", normal(4, 3), t -> t.get(longs(new long[0], 0))),
                of("Tensor.indexSelect", normal(4, 3), t -> t.indexSelect(1, longs(new long[] {2, 2, 0}, 3))),
                of("Tensor.maskedSelect", normal(2, 2), t -> t.maskedSelect(mask())),
                of("Tensor.maskedFill", normal(2, 2), t -> t.maskedFill(mask(), 3)
                        .square()));
    }

    private static Stream<GradientCase> positions() {
        return Stream.of(
                of("Tensor.gather", normal(2, 3), t -> t.gather(1, longs(new long[] {0, 0, 2, 1}, 2, 2))),
                of("Tensor.gatherTokens", normal(2, 3, 4), t -> t.gatherTokens(longs(new long[] {0, 0, 2, 1}, 2, 2))),
                of(
                        "Tensor.scatter",
                        normal(2, 3),
                        normal(2, 2),
                        (x, source) -> x.scatter(1, longs(new long[] {0, 1, 2, 1}, 2, 2), source)),
                of(
                        "Tensor.scatterAdd",
                        normal(2, 3),
                        normal(2, 2),
                        (x, source) -> x.scatterAdd(1, longs(new long[] {0, 0, 2, 1}, 2, 2), source)),
                of("Embedding.lookup", normal(4, 3), t -> Embedding.lookup(t, longs(new long[] {3, 0, 3, 1}, 2, 2))));
    }

    private static Tensor longs(long[] values, long... shape) {
        return Tensors.of(values, shape).to(TestDevice.get());
    }

    private static Tensor mask() {
        return Tensors.of(new boolean[] {true, false, false, true}, 2, 2).to(TestDevice.get());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientsEqualFiniteDifferences(GradientCase c) {
        c.check();
    }
}
