package dev.jepa.core.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CropTest {
    private static final SplittableRandom UNUSED = new SplittableRandom(0);

    @Test
    void fullCropAtTheSameSizeIsTheIdentity() {
        Planes image = TestImages.random(3, 32, 32, 5);
        RandomResizedCrop crop = new RandomResizedCrop(32, 32, 1, 1, 1, 1, Interpolation.BILINEAR);
        assertThat(crop.apply(image.copy(), new SplittableRandom(3))).isEqualTo(image);
    }

    @Test
    void areaAndLogRatioAreUniform() {
        int n = 4000;
        double[] areas = new double[n];
        double[] ratios = new double[n];
        RandomResizedCrop crop = RandomResizedCrop.of(1, 0.1, 0.4);
        Planes image = TestImages.constant(1, 300, 300, 0);
        for (int i = 0; i < n; i++) {
            Region region = crop.apply(image, new SplittableRandom(i)).region();
            areas[i] = (region.height() * region.width() / 90_000 - 0.1) / 0.3;
            ratios[i] = (Math.log(region.width() / region.height()) / Math.log(4 / 3.0) + 1) / 2;
        }
        // Kolmogorov-Smirnov at the 1 % level; fixed seeds.
        assertThat(distanceFromUniform(areas)).isLessThan(1.63 / Math.sqrt(n));
        assertThat(distanceFromUniform(ratios)).isLessThan(1.63 / Math.sqrt(n));
    }

    private static double distanceFromUniform(double[] values) {
        Arrays.sort(values);
        double largest = 0;
        for (int i = 0; i < values.length; i++) {
            largest = Math.max(
                    largest, Math.max(values[i] - (double) i / values.length, (i + 1.0) / values.length - values[i]));
        }
        return largest;
    }

    @Test
    void cropsReachEveryBorder() {
        double left = 1;
        double right = 1;
        double top = 1;
        double bottom = 1;
        Planes image = TestImages.constant(1, 32, 32, 0);
        for (int i = 0; i < 2000; i++) {
            Region region = RandomResizedCrop.of(8, 0.2, 1)
                    .apply(image, new SplittableRandom(i))
                    .region();
            left = Math.min(left, region.left());
            top = Math.min(top, region.top());
            right = Math.min(right, 32 - region.left() - region.width());
            bottom = Math.min(bottom, 32 - region.top() - region.height());
        }
        assertThat(new double[] {left, right, top, bottom}).containsOnly(0);
    }

    @Test
    void impossibleShapeFallsBackToTheLargestCentredOne() {
        RandomResizedCrop crop = new RandomResizedCrop(4, 4, 1, 1, 3 / 4.0, 4 / 3.0, Interpolation.BILINEAR);
        Region region = crop.apply(TestImages.constant(1, 30, 300, 0), new SplittableRandom(1))
                .region();
        assertThat(region).isEqualTo(new Region(0, 130, 30, 40, false));
    }

    @Test
    void regionTellsWhereEachPixelCameFrom() {
        Pipeline pipeline =
                Pipeline.of(RandomResizedCrop.of(24, 0.2, 1), new HorizontalFlip(0.5), new CenterCrop(16, 12));
        for (int i = 0; i < 50; i++) {
            Planes view = pipeline.apply(TestImages.coordinates(60, 80), 7, 0, i, 0);
            Region region = view.region();
            for (int y = 2; y < 14; y++) {
                for (int x = 2; x < 10; x++) {
                    assertThat(TestImages.at(view, 0, y, x)).isCloseTo((float) region.x(x, 12), within(0.3f));
                    assertThat(TestImages.at(view, 1, y, x)).isCloseTo((float) region.y(y, 16), within(0.3f));
                }
            }
        }
    }

    @Test
    void centreCropTakesTheMiddle() {
        Planes cropped = CenterCrop.of(2).apply(TestImages.coordinates(4, 6), UNUSED);
        assertThat(cropped.values()).containsExactly(2.5f, 3.5f, 2.5f, 3.5f, 1.5f, 1.5f, 2.5f, 2.5f);
    }

    @Test
    void centreCropLargerThanTheImageIsAnError() {
        assertThatThrownBy(() -> CenterCrop.of(8).apply(TestImages.constant(3, 4, 9, 0), UNUSED))
                .hasMessageContaining("8x8")
                .hasMessageContaining("4x9")
                .hasMessageContaining("Maybe");
    }

    @Test
    void resizeKeepsTheShape() {
        Planes wide = Resize.of(16).apply(TestImages.constant(3, 32, 64, 0.5f), UNUSED);
        Planes tall = Resize.of(16).apply(TestImages.constant(3, 64, 32, 0.5f), UNUSED);
        assertThat(new int[] {wide.height(), wide.width(), tall.height(), tall.width()})
                .containsExactly(16, 32, 32, 16);
    }

    @Test
    void flippingTwiceIsTheIdentityAndOnceIsNot() {
        HorizontalFlip flip = new HorizontalFlip(1);
        Planes image = TestImages.random(3, 5, 7, 1);
        Planes once = flip.apply(image.copy(), UNUSED);
        assertThat(TestImages.at(once, 1, 2, 0)).isEqualTo(TestImages.at(image, 1, 2, 6));
        assertThat(once.region().mirrored()).isTrue();
        assertThat(flip.apply(once, UNUSED)).isEqualTo(image);
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThatThrownBy(() -> RandomResizedCrop.of(32, 0, 1)).hasMessageContaining("minScale must lie in (0, 1]");
        assertThatThrownBy(() -> RandomResizedCrop.of(32, 0.5, 1.5)).hasMessageContaining("1.5");
        assertThatThrownBy(() -> RandomResizedCrop.of(0, 0.5, 1)).hasMessageContaining("height must be >= 1");
        assertThatThrownBy(() -> new HorizontalFlip(1.5)).hasMessageContaining("1.5");
    }
}
