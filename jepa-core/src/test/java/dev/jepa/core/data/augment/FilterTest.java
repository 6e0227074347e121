package dev.jepa.core.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FilterTest {
    private static final SplittableRandom UNUSED = new SplittableRandom(0);

    @Test
    void blurOfAnImpulseIsTheOuterProductOfTheKernel() {
        Planes image = TestImages.constant(1, 9, 9, 0);
        image.values()[4 * 9 + 4] = 1;
        Planes blurred = new GaussianBlur(5, 1.3, 1.3).apply(image, UNUSED);
        double sum = 0;
        for (int k = -2; k <= 2; k++) {
            sum += Math.exp(-k * k / (2 * 1.3 * 1.3));
        }
        for (int y = -4; y <= 4; y++) {
            for (int x = -4; x <= 4; x++) {
                double expected = Math.abs(y) > 2 || Math.abs(x) > 2
                        ? 0
                        : Math.exp(-(x * x + y * y) / (2 * 1.3 * 1.3)) / (sum * sum);
                assertThat(TestImages.at(blurred, 0, 4 + y, 4 + x)).isCloseTo((float) expected, within(1e-6f));
            }
        }
    }

    @Test
    void blurMirrorsAtTheBorderWithoutRepeatingIt() {
        Planes line = Planes.of(1, 2, 3, new float[] {0.1f, 0.5f, 0.9f, 0.1f, 0.5f, 0.9f});
        double side = Math.exp(-0.5);
        double expected = (0.1 + 2 * side * 0.5) / (1 + 2 * side);
        assertThat(new GaussianBlur(3, 1, 1).apply(line, UNUSED).values()[0])
                .isCloseTo((float) expected, within(1e-6f));
    }

    @Test
    void blurKeepsAConstantAndSmoothsTheRest() {
        Planes constant =
                new GaussianBlur(7, 0.1, 2).apply(TestImages.constant(3, 10, 8, 0.6f), new SplittableRandom(1));
        for (float value : constant.values()) {
            assertThat(value).isCloseTo(0.6f, within(1e-6f));
        }
        Planes noise = TestImages.random(1, 32, 32, 2);
        assertThat(spread(new GaussianBlur(7, 2, 2).apply(noise.copy(), UNUSED)))
                .isLessThan(0.3 * spread(noise));
    }

    private static double spread(Planes image) {
        double sum = 0;
        double squares = 0;
        for (float value : image.values()) {
            sum += value;
            squares += value * value;
        }
        int n = image.values().length;
        return Math.sqrt(squares / n - sum * sum / n / n);
    }

    @Test
    void blurWiderThanTheImageIsAnError() {
        assertThatThrownBy(() -> new GaussianBlur(23, 1, 1).apply(TestImages.constant(3, 8, 8, 0), UNUSED))
                .hasMessageContaining("23 taps")
                .hasMessageContaining("8x8");
        assertThatThrownBy(() -> new GaussianBlur(4, 1, 1)).hasMessageContaining("odd");
    }

    @Test
    void solarizeInvertsFromTheThresholdOn() {
        byte[] bytes = {0, 127, (byte) 128, (byte) 255};
        Planes image = new Solarize(Solarize.MIDDLE).apply(Planes.ofBytes(1, 1, 4, bytes), UNUSED);
        float[] expected = {0, 127 / 255f, 127 / 255f, 0};
        assertThat(image.values()).containsExactly(expected, within(1e-6f));
    }

    @Test
    void normalizeSubtractsAndDivides() {
        Planes pixel = new Normalize(List.of(0.5, 0.25, 0.0), List.of(0.5, 0.25, 2.0))
                .apply(TestImages.pixel(1, 0, 1), UNUSED);
        assertThat(pixel.values()).containsExactly(new float[] {1, -1, 0.5f}, within(1e-6f));
    }

    @Test
    void normalizeNeedsOneMeanAChannel() {
        assertThatThrownBy(() -> Normalize.cifar10().apply(TestImages.constant(1, 2, 2, 0), UNUSED))
                .hasMessageContaining("3 means")
                .hasMessageContaining("1 channels");
        assertThatThrownBy(() -> new Normalize(List.of(0.5), List.of(0.0))).hasMessageContaining("std must be > 0");
    }
}
