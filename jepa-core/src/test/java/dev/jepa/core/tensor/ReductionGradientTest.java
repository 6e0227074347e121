package dev.jepa.core.tensor;

import static dev.jepa.core.tensor.GradientCase.normal;
import static dev.jepa.core.tensor.GradientCase.of;

import dev.jepa.core.tensor.GradientCase.Input;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReductionGradientTest {
    static Stream<GradientCase> cases() {
        List<GradientCase> cases = new ArrayList<>();
        Input cube = normal(2, 3, 4);
        for (int[] axes : new int[][] {{}, {0}, {-1}, {0, 2}, {1, -1}}) {
            sums(cases, cube, axes);
            extrema(cases, cube, axes);
            deviations(cases, cube, axes);
            shortened(cases, cube, axes);
        }
        sums(cases, normal(1), 0);
        sums(cases, normal());
        extrema(cases, normal(1), 0);
        extrema(cases, normal());
        sums(cases, normal(0, 3), 0);
        shortened(cases, normal(1), 0);
        shortened(cases, normal(0, 3), 1);
        orders(cases);
        return cases.stream();
    }

    private static void sums(List<GradientCase> cases, Input x, int... axes) {
        add(cases, "sum", x, Tensor::sum, axes);
        add(cases, "sumKeep", x, Tensor::sumKeep, axes);
        add(cases, "cumSum", x, Tensor::cumSum, axes);
        if (x.shape().elements() > 0) {
            add(cases, "mean", x, Tensor::mean, axes);
            add(cases, "meanKeep", x, Tensor::meanKeep, axes);
            add(cases, "logSumExp", x, Tensor::logSumExp, axes);
            add(cases, "logSumExpKeep", x, Tensor::logSumExpKeep, axes);
        }
    }

    private static void extrema(List<GradientCase> cases, Input x, int... axes) {
        add(cases, "max", x, Tensor::max, axes);
        add(cases, "maxKeep", x, Tensor::maxKeep, axes);
        add(cases, "min", x, Tensor::min, axes);
        add(cases, "minKeep", x, Tensor::minKeep, axes);
        for (double p : new double[] {1, 2, 3, Double.POSITIVE_INFINITY}) {
            add(cases, "norm", x, (t, a) -> t.norm(p, a), axes);
            add(cases, "normKeep", x, (t, a) -> t.normKeep(p, a), axes);
        }
    }

    private static void shortened(List<GradientCase> cases, Input x, int... axes) {
        for (double longest : new double[] {0.5, 1.5, 100}) {
            add(cases, "clampNorm", x, (t, a) -> t.clampNorm(longest, a), axes);
        }
    }

    private static void deviations(List<GradientCase> cases, Input x, int... axes) {
        for (int correction : new int[] {0, 1}) {
            add(cases, "var", x, (t, a) -> t.var(correction, a), axes);
            add(cases, "varKeep", x, (t, a) -> t.varKeep(correction, a), axes);
            add(cases, "std", x, (t, a) -> t.std(correction, a), axes);
            add(cases, "stdKeep", x, (t, a) -> t.stdKeep(correction, a), axes);
        }
    }

    private static void orders(List<GradientCase> cases) {
        for (Input x : new Input[] {normal(3, 4), normal(1, 1), normal(0, 3)}) {
            for (int axis : new int[] {0, -1}) {
                cases.add(of("Tensor.softmax", x, t -> t.softmax(axis)));
                cases.add(of("Tensor.logSoftmax", x, t -> t.logSoftmax(axis)));
                cases.add(of("Tensor.prod", x, t -> t.prod(axis)));
                cases.add(of("Tensor.sort", x, t -> t.sort(axis, true).values()));
                cases.add(of("Tensor.sort", x, t -> t.sort(axis, false).values()));
            }
            cases.add(of("Tensor.topK", x, t -> t.topK(1, 1, true).values()));
            cases.add(of("Tensor.topK", x, t -> t.topK(1, 1, false).values()));
        }
    }

    private static void add(
            List<GradientCase> cases, String name, Input x, BiFunction<Tensor, int[], Tensor> function, int... axes) {
        cases.add(of("Tensor." + name, x, t -> function.apply(t, axes)).with("axes " + Arrays.toString(axes)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientsEqualFiniteDifferences(GradientCase c) {
        c.check();
    }
}
