package dev.jepa.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jepa.core.tensor.Convolution.Window;
import dev.jepa.core.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Initial values have the mean, spread and bounds that the papers give them. */
class InitializerTest {
    private static final Init INIT = Init.of(11);
    private static final int COUNT = 100_000;

    @Test
    void uniformFamilies() {
        checkUniform(Initializer.uniform(3), 3);
        checkUniform(Initializer.fanIn(64), 1 / 8.0);
        checkUniform(Initializer.xavierUniform(20, 4), 0.5);
    }

    @Test
    void normalFamilies() {
        checkNormal(Initializer.normal(2), 2);
        checkNormal(Initializer.kaimingNormal(50), 0.2);
        checkNormal(Initializer.truncatedNormal(0.02), 0.02);
        checkNormal(Initializer.normal(2).times(0.25), 0.5);
    }

    @Test
    void linearAndConvolutionStartAsPyTorchs() {
        try (Linear linear = new Linear(100, 1000, INIT);
                Conv2d convolution = new Conv2d(16, 256, 3, Window.DEFAULT.withGroups(4), INIT)) {
            checkBound(linear.weight(), 0.1);
            checkBound(linear.bias().orElseThrow(), 0.1);
            checkBound(convolution.weight(), 1 / 6.0);
            checkBound(convolution.bias().orElseThrow(), 1 / 6.0);
        }
    }

    @Test
    void gruStartsWithinOneOverTheRootOfItsStates() {
        try (Gru gru = new Gru(5, 64, 1, INIT)) {
            gru.parameters().forEach(parameter -> checkBound(parameter, 1 / 8.0));
        }
    }

    private static void checkUniform(Initializer initializer, double bound) {
        double[] values = INIT.make(initializer, COUNT).toDoubleArray();
        assertThat(Arrays.stream(values).map(Math::abs).max().orElseThrow())
                .isLessThanOrEqualTo(bound)
                .isGreaterThan(0.999 * bound);
        checkMoments(values, bound / Math.sqrt(3));
    }

    private static void checkNormal(Initializer initializer, double std) {
        double[] values = INIT.make(initializer, COUNT).toDoubleArray();
        checkMoments(values, std);
        double beyondTwo =
                Arrays.stream(values).filter(v -> Math.abs(v) > 2 * std).count() / (double) COUNT;
        assertThat(beyondTwo).isCloseTo(0.0455, within(0.004));
    }

    /** Five standard errors. */
    private static void checkMoments(double[] values, double std) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double square = Arrays.stream(values).map(v -> v * v).average().orElseThrow();
        assertThat(mean).isCloseTo(0, within(5 * std / Math.sqrt(COUNT)));
        assertThat(Math.sqrt(square)).isCloseTo(std, within(5 * std / Math.sqrt(2.0 * COUNT)));
    }

    private static void checkBound(Tensor values, double bound) {
        double largest =
                Arrays.stream(values.toDoubleArray()).map(Math::abs).max().orElseThrow();
        assertThat(largest).isLessThanOrEqualTo(bound).isGreaterThan(0.9 * bound);
    }
}
