package dev.jepa.core.data.augment;

import java.util.SplittableRandom;

/** Images to test with. */
final class TestImages {
    private TestImages() {}

    static Planes random(int channels, int height, int width, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[channels * height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return Planes.of(channels, height, width, values);
    }

    static Planes constant(int channels, int height, int width, float value) {
        float[] values = new float[channels * height * width];
        java.util.Arrays.fill(values, value);
        return Planes.of(channels, height, width, values);
    }

    /** Two channels that hold the column and the row of the middle of each pixel: x + 0.5 and y + 0.5. */
    static Planes coordinates(int height, int width) {
        float[] values = new float[2 * height * width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                values[y * width + x] = x + 0.5f;
                values[(height + y) * width + x] = y + 0.5f;
            }
        }
        return Planes.of(2, height, width, values);
    }

    static float at(Planes image, int channel, int y, int x) {
        return image.values()[(channel * image.height() + y) * image.width() + x];
    }

    static Planes pixel(float red, float green, float blue) {
        return Planes.of(3, 1, 1, new float[] {red, green, blue});
    }
}
