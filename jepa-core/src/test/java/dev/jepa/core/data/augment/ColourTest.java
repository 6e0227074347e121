package dev.jepa.core.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ColourTest {
    private static float[] rotated(float turn, float red, float green, float blue) {
        Planes pixel = TestImages.pixel(red, green, blue);
        Colour.rotateHue(pixel, turn);
        return pixel.values();
    }

    @Test
    void thirdOfACircleTurnsRedIntoGreenIntoBlue() {
        assertThat(rotated(1 / 3f, 1, 0, 0)).containsExactly(new float[] {0, 1, 0}, within(1e-6f));
        assertThat(rotated(1 / 3f, 0, 1, 0)).containsExactly(new float[] {0, 0, 1}, within(1e-6f));
        assertThat(rotated(-1 / 3f, 1, 0, 0)).containsExactly(new float[] {0, 0, 1}, within(1e-6f));
    }

    @Test
    void knownRotations() {
        assertThat(rotated(0.5f, 1, 0, 0)).containsExactly(new float[] {0, 1, 1}, within(1e-6f));
        assertThat(rotated(1 / 12f, 1, 0, 0)).containsExactly(new float[] {1, 0.5f, 0}, within(1e-6f)); // orange
        // HSV (210 degrees, 0.75, 0.8) is (0.2, 0.5, 0.8); 60 degrees on, 270, it is (0.5, 0.2, 0.8).
        assertThat(rotated(1 / 6f, 0.2f, 0.5f, 0.8f)).containsExactly(new float[] {0.5f, 0.2f, 0.8f}, within(1e-6f));
    }

    @Test
    void rotationKeepsGrayAndTheLargestAndSmallestChannel() {
        assertThat(rotated(0.3f, 0.4f, 0.4f, 0.4f)).containsExactly(0.4f, 0.4f, 0.4f);
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 500; i++) {
            float[] before = TestImages.random(3, 1, 1, i).values();
            float turn = (float) (random.nextDouble() - 0.5);
            float[] after = rotated(turn, before[0], before[1], before[2]);
            assertThat(max(after)).isCloseTo(max(before), within(1e-6f));
            assertThat(-max(negative(after))).isCloseTo(-max(negative(before)), within(1e-6f));
            assertThat(rotated(-turn, after[0], after[1], after[2])).containsExactly(before, within(1e-4f));
        }
    }

    private static float max(float[] v) {
        return Math.max(v[0], Math.max(v[1], v[2]));
    }

    private static float[] negative(float[] v) {
        return new float[] {-v[0], -v[1], -v[2]};
    }

    @Test
    void brightnessScalesAndClamps() {
        Planes pixel = TestImages.pixel(0.2f, 0.5f, 0.9f);
        Colour.brightness(pixel, 1.4f);
        assertThat(pixel.values()).containsExactly(new float[] {0.28f, 0.7f, 1}, within(1e-6f));
    }

    @Test
    void contrastZeroGivesTheMeanLuma() {
        Planes image = Planes.of(3, 1, 2, new float[] {1, 0, 0, 0, 0, 1}); // a red and a blue pixel
        Colour.contrast(image, 0);
        assertThat(image.values()).containsOnly(new float[] {(0.299f + 0.114f) / 2}, within(1e-6f));
    }

    @Test
    void contrastTwoDoublesTheDistanceFromTheMean() {
        Planes image = Planes.of(3, 1, 2, new float[] {0.4f, 0.6f, 0.4f, 0.6f, 0.4f, 0.6f});
        Colour.contrast(image, 2);
        assertThat(image.values()).containsExactly(new float[] {0.3f, 0.7f, 0.3f, 0.7f, 0.3f, 0.7f}, within(1e-6f));
    }

    @Test
    void saturationBlendsWithTheLuma() {
        Planes pixel = TestImages.pixel(0.8f, 0.4f, 0.2f);
        float luma = 0.299f * 0.8f + 0.587f * 0.4f + 0.114f * 0.2f;
        Colour.blendWithLuma(pixel, 0.5f);
        assertThat(pixel.values())
                .containsExactly(new float[] {(0.8f + luma) / 2, (0.4f + luma) / 2, (0.2f + luma) / 2}, within(1e-6f));
    }

    @Test
    void grayscaleMakesTheChannelsEqual() {
        Planes image = new Grayscale(1).apply(TestImages.random(3, 4, 4, 3), new SplittableRandom(0));
        for (int i = 0; i < 16; i++) {
            assertThat(image.values()[i]).isEqualTo(image.values()[16 + i]).isEqualTo(image.values()[32 + i]);
        }
    }

    @Test
    void jitterWithoutStrengthIsTheIdentity() {
        Planes image = TestImages.random(3, 6, 6, 4);
        assertThat(new ColorJitter(0, 0, 0, 0).apply(image.copy(), new SplittableRandom(1)))
                .isEqualTo(image);
    }

    @Test
    void jitterStaysInTheUnitIntervalAndDrawsItsFactorsFromTheirRanges() {
        ColorJitter strong = new ColorJitter(0.8, 0.8, 0.8, 0.2);
        ColorJitter brightness = new ColorJitter(0.4, 0, 0, 0);
        float least = 2;
        float most = 0;
        for (int seed = 0; seed < 300; seed++) {
            for (float value : strong.apply(TestImages.random(3, 4, 4, seed), new SplittableRandom(seed))
                    .values()) {
                assertThat(value).isBetween(0f, 1f);
            }
            float factor = brightness.apply(TestImages.pixel(0.5f, 0.5f, 0.5f), new SplittableRandom(seed))
                            .values()[0]
                    / 0.5f;
            least = Math.min(least, factor);
            most = Math.max(most, factor);
        }
        assertThat(least).isBetween(0.6f, 0.61f);
        assertThat(most).isBetween(1.39f, 1.4f);
    }

    /**
     * On a black and a white pixel with brightness b > 1 and contrast c < 1: brightness first clamps white to 1, so that the two end at
     * (1 - c) / 2 and (1 + c) / 2, whose sum is 1; contrast first gives b times those, whose sum is above 1.
     */
    @Test
    void jitterAppliesItsStepsInEveryOrder() {
        ColorJitter jitter = new ColorJitter(1, 1, 0, 0);
        int brightnessFirst = 0;
        int contrastFirst = 0;
        for (int seed = 0; seed < 400; seed++) {
            Planes image = jitter.apply(Planes.of(3, 1, 2, new float[] {0, 1, 0, 1, 0, 1}), new SplittableRandom(seed));
            float low = image.values()[0];
            float sum = low + image.values()[1];
            brightnessFirst += low > 0.01f && Math.abs(sum - 1) < 1e-5f ? 1 : 0;
            contrastFirst += sum > 1.001f ? 1 : 0;
        }
        assertThat(brightnessFirst).isBetween(30, 70); // an eighth of 400, less a little
        assertThat(contrastFirst).isBetween(30, 70);
    }

    @Test
    void colourOperationsRefuseGrayImages() {
        Planes gray = TestImages.constant(1, 4, 4, 0.5f);
        assertThatThrownBy(() -> new ColorJitter(0.4, 0.4, 0.4, 0.1).apply(gray, new SplittableRandom(0)))
                .hasMessageContaining("ColorJitter")
                .hasMessageContaining("3 channels");
        assertThatThrownBy(() -> new Grayscale(0.2).apply(gray, new SplittableRandom(0)))
                .hasMessageContaining("Grayscale");
    }
}
