package dev.jepa.core.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResamplerTest {
    private static float[] row(int to, Interpolation interpolation, float... values) {
        return Resampler.resize(Planes.of(1, 1, values.length, values), 1, to, interpolation)
                .values();
    }

    @Test
    void doublingTwoValuesInterpolatesLinearly() {
        assertThat(row(4, Interpolation.BILINEAR, 0.2f, 0.6f))
                .containsExactly(new float[] {0.2f, 0.3f, 0.5f, 0.6f}, within(1e-6f));
    }

    @Test
    void halvingWeighsByAStretchedTriangle() {
        // Output 0 is centred at 0.5; the triangle of half width 2 weighs inputs 0, 1, 2 by 3/4, 3/4, 1/4.
        float first = (0.75f * 0.1f + 0.75f * 0.9f + 0.25f * 0.4f) / 1.75f;
        float second = (0.25f * 0.9f + 0.75f * 0.4f + 0.75f * 0.7f) / 1.75f;
        assertThat(row(2, Interpolation.BILINEAR, 0.1f, 0.9f, 0.4f, 0.7f))
                .containsExactly(new float[] {first, second}, within(1e-6f));
    }

    @Test
    void bicubicWeightsAreKeysKernel() {
        // Output 2 of 4 -> 8 lies at 0.75: distances 0.75, 0.25, 1.25 and, beyond the left end, nothing.
        double w0 = 1.5 * Math.pow(0.75, 3) - 2.5 * Math.pow(0.75, 2) + 1;
        double w1 = 1.5 * Math.pow(0.25, 3) - 2.5 * Math.pow(0.25, 2) + 1;
        double w2 = -0.5 * Math.pow(1.25, 3) + 2.5 * Math.pow(1.25, 2) - 4 * 1.25 + 2;
        double expected = (w0 * 0.5 + w1 * 0.6 + w2 * 0.3) / (w0 + w1 + w2);
        assertThat(row(8, Interpolation.BICUBIC, 0.5f, 0.6f, 0.3f, 0.4f)[2]).isCloseTo((float) expected, within(1e-6f));
    }

    @Test
    void bicubicOvershootIsCutToTheUnitInterval() {
        float[] edge = row(64, Interpolation.BICUBIC, 0, 0, 0, 0, 1, 1, 1, 1);
        for (float value : edge) {
            assertThat(value).isBetween(0f, 1f);
        }
    }

    @ParameterizedTest
    @EnumSource
    void constantImageStaysConstant(Interpolation interpolation) {
        SplittableRandom random = new SplittableRandom(1);
        for (int trial = 0; trial < 50; trial++) {
            Planes image = TestImages.constant(3, 1 + random.nextInt(40), 1 + random.nextInt(40), 0.37f);
            Planes resized = Resampler.resize(image, 1 + random.nextInt(40), 1 + random.nextInt(40), interpolation);
            for (float value : resized.values()) {
                assertThat(value).isCloseTo(0.37f, within(1e-5f));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void linearRampStaysLinearAwayFromTheEnds(Interpolation interpolation) {
        int from = 120;
        for (int to : new int[] {240, 77, 60, 40}) {
            float[] ramp = new float[from];
            for (int i = 0; i < from; i++) {
                ramp[i] = (i + 0.5f) / from;
            }
            float[] resized = row(to, interpolation, ramp);
            int margin = 3 * to / from + 4;
            for (int i = margin; i < to - margin; i++) {
                assertThat(resized[i]).isCloseTo((i + 0.5f) / to, within(3e-3f));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void mirroringCommutesWithResizing(Interpolation interpolation) {
        HorizontalFlip flip = new HorizontalFlip(1);
        for (int seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int to = 5 + random.nextInt(40);
            Planes image = TestImages.random(2, 17, 23, seed);
            Planes first = flip.apply(Resampler.resize(image.copy(), to, to, interpolation), random);
            Planes second = Resampler.resize(flip.apply(image.copy(), random), to, to, interpolation);
            assertThat(first.values()).containsExactly(second.values(), within(1e-5f));
        }
    }
}
