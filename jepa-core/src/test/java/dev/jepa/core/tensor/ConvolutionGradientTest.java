package dev.jepa.core.tensor;

import static dev.jepa.core.tensor.GradientCase.normal;
import static dev.jepa.core.tensor.GradientCase.of;

import dev.jepa.core.tensor.Convolution.Window;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConvolutionGradientTest {
    private static final List<Window> WINDOWS = List.of(
            Window.DEFAULT,
            Window.DEFAULT.withStride(2).withPadding(1),
            Window.DEFAULT.withDilation(2).withPadding(2),
            Window.DEFAULT.withGroups(2).withPadding(1));

    static Stream<GradientCase> cases() {
        return Stream.concat(
                WINDOWS.stream().flatMap(ConvolutionGradientTest::cases),
                Stream.of(
                        of(
                                "Convolution.conv2d",
                                normal(2, 2, 5, 4),
                                normal(4, 2, 3, 1),
                                (x, w) -> Convolution.conv2d(
                                        x,
                                        w,
                                        null,
                                        Window.DEFAULT.withStride(2, 1).withPadding(1, 0))),
                        of(
                                "Convolution.conv2d",
                                normal(1, 1, 1, 1),
                                normal(1, 1, 1, 1),
                                (x, w) -> Convolution.conv2d(x, w, null, Window.DEFAULT)),
                        of(
                                "Convolution.conv2d",
                                normal(0, 2, 3, 3),
                                normal(4, 2, 3, 3),
                                (x, w) -> Convolution.conv2d(x, w, null, Window.DEFAULT)),
                        of(
                                "Convolution.transposed2d",
                                normal(1, 2, 3, 3),
                                normal(2, 2, 2, 3),
                                (x, w) ->
                                        Convolution.transposed2d(x, w, null, Window.DEFAULT.withStride(2, 3), 1, 2))));
    }

    private static Stream<GradientCase> cases(Window window) {
        int g = window.groups();
        int stride = window.stride().get(0);
        return Stream.of(
                        of(
                                "Convolution.conv1d",
                                List.of(normal(2, 2, 6), normal(4, 2 / g, 3), normal(4)),
                                xs -> Convolution.conv1d(xs.get(0), xs.get(1), xs.get(2), window)),
                        of(
                                "Convolution.conv2d",
                                List.of(normal(1, 2, 5, 6), normal(2, 2 / g, 3, 3), normal(2)),
                                xs -> Convolution.conv2d(xs.get(0), xs.get(1), xs.get(2), window)),
                        of(
                                "Convolution.conv3d",
                                List.of(normal(1, 2, 5, 5, 5), normal(2, 2 / g, 3, 3, 3), normal(2)),
                                xs -> Convolution.conv3d(xs.get(0), xs.get(1), xs.get(2), window)),
                        of(
                                "Convolution.transposed1d",
                                List.of(normal(2, 2, 4), normal(2, 4 / g, 3), normal(4)),
                                xs -> Convolution.transposed1d(xs.get(0), xs.get(1), xs.get(2), window, stride - 1)),
                        of(
                                "Convolution.transposed2d",
                                List.of(normal(1, 2, 3, 4), normal(2, 2 / g, 3, 3), normal(2)),
                                xs -> Convolution.transposed2d(xs.get(0), xs.get(1), xs.get(2), window, stride - 1)),
                        of(
                                "Convolution.transposed3d",
                                List.of(normal(1, 2, 2, 3, 3), normal(2, 2 / g, 3, 3, 3), normal(2)),
                                xs -> Convolution.transposed3d(xs.get(0), xs.get(1), xs.get(2), window, stride - 1)))
                .map(c -> c.with(window.toString()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientsEqualFiniteDifferences(GradientCase c) {
        c.check();
    }
}
