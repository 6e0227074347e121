package dev.jepa.core.tensor;

import static dev.jepa.core.tensor.GradientCase.inside;
import static dev.jepa.core.tensor.GradientCase.normal;
import static dev.jepa.core.tensor.GradientCase.of;

import dev.jepa.core.tensor.Convolution.Window;
import dev.jepa.core.tensor.GradientCase.Input;
import dev.jepa.core.tensor.Resampling.Border;
import dev.jepa.core.tensor.Resampling.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImageGradientTest {
    static Stream<GradientCase> cases() {
        return Stream.of(pooling(), padding(), patches(), interpolation(), gridSampling())
                .flatMap(cases -> cases);
    }

    private static Stream<GradientCase> pooling() {
        Input line = normal(2, 3, 7);
        Input image = normal(1, 2, 5, 6);
        return Stream.of(
                of("Pooling.max1d", line, x -> Pooling.max1d(x, 3, 2, 1)),
                of("Pooling.max2d", image, x -> Pooling.max2d(x, 3, 2, 1)),
                of("Pooling.average1d", line, x -> Pooling.average1d(x, 3, 2, 1)),
                of("Pooling.average2d", image, x -> Pooling.average2d(x, 2, 2, 0)),
                of("Pooling.adaptiveMax1d", line, x -> Pooling.adaptiveMax1d(x, 3)),
                of("Pooling.adaptiveMax2d", image, x -> Pooling.adaptiveMax2d(x, 2, 4)),
                of("Pooling.adaptiveAverage1d", line, x -> Pooling.adaptiveAverage1d(x, 3)),
                of("Pooling.adaptiveAverage2d", image, x -> Pooling.adaptiveAverage2d(x, 2, 4)),
                of("Pooling.adaptiveAverage2d", normal(1, 1, 1, 1), x -> Pooling.adaptiveAverage2d(x, 1, 1)));
    }

    private static Stream<GradientCase> padding() {
        Input image = normal(1, 2, 3, 4);
        return Stream.of(
                of("Padding.constant", image, x -> Padding.constant(x, 2, 1, 0, 2, 1)),
                of("Padding.constant", image, x -> Padding.constant(x, 2, -1, 1)),
                of("Padding.constant", normal(0, 3), x -> Padding.constant(x, 2, 1, 1)),
                of("Padding.reflect", image, x -> Padding.reflect(x, 2, 3, 1, 0)),
                of("Padding.reflect", normal(2, 4), x -> Padding.reflect(x, 2, 3)),
                of("Padding.replicate", image, x -> Padding.replicate(x, 2, 5, 1, 0)),
                of("Padding.replicate", normal(2, 1), x -> Padding.replicate(x, 2, 5)));
    }

    private static Stream<GradientCase> patches() {
        Window window = Window.DEFAULT.withStride(2, 1).withPadding(1, 0);
        return Stream.of(
                of("Patches.unfold", normal(1, 2, 4, 4), x -> Patches.unfold(x, 2, 3, window)),
                of("Patches.unfold", normal(1, 1, 5, 5), x -> Patches.unfold(x, 2, 2, Window.DEFAULT.withDilation(2))),
                of("Patches.fold", normal(1, 12, 6), x -> Patches.fold(x, 4, 4, 2, 3, window)));
    }

    private static Stream<GradientCase> interpolation() {
        Input image = normal(1, 2, 4, 5);
        List<GradientCase> cases = new ArrayList<>();
        for (int[] size : new int[][] {{7, 3}, {2, 2}, {1, 1}, {8, 10}}) {
            cases.add(of(
                    "Resampling.interpolate", image, x -> Resampling.interpolate(x, size[0], size[1], Filter.NEAREST)));
            for (Filter filter : List.of(Filter.BILINEAR, Filter.BICUBIC)) {
                for (boolean align : new boolean[] {false, true}) {
                    for (boolean antialias : new boolean[] {false, true}) {
                        cases.add(of(
                                        "Resampling.interpolate",
                                        image,
                                        x -> Resampling.interpolate(x, size[0], size[1], filter, align, antialias))
                                .with(filter + " " + align + " " + antialias));
                    }
                }
            }
        }
        return cases.stream();
    }

    private static Stream<GradientCase> gridSampling() {
        List<GradientCase> cases = new ArrayList<>();
        for (Filter filter : Filter.values()) {
            for (Border border : Border.values()) {
                for (boolean align : new boolean[] {false, true}) {
                    cases.add(of(
                                    "Resampling.gridSample",
                                    normal(2, 2, 4, 5),
                                    inside(2, 3, 2, 2),
                                    (x, grid) -> Resampling.gridSample(x, grid.mul(1.4), filter, border, align))
                            .with(filter + " " + border + " " + align));
                }
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientsEqualFiniteDifferences(GradientCase c) {
        c.check();
    }
}
