package dev.jepa.core.data.augment;

/** Colour arithmetic on planes with three channels and values in [0, 1], in place. */
final class Colour {
    private static final float RED = 0.299f;
    private static final float GREEN = 0.587f;
    private static final float BLUE = 0.114f;

    private Colour() {}

    /** value := factor * value. */
    static void brightness(Planes image, float factor) {
        float[] v = image.values();
        for (int i = 0; i < v.length; i++) {
            v[i] *= factor;
        }
        image.clamp();
    }

    /** value := factor * value + (1 - factor) * mean luma of the image. */
    static void contrast(Planes image, float factor) {
        float[] v = image.values();
        int n = image.planeSize();
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += luma(v[i], v[n + i], v[2 * n + i]);
        }
        float rest = (1 - factor) * (float) (sum / n);
        for (int i = 0; i < v.length; i++) {
            v[i] = factor * v[i] + rest;
        }
        image.clamp();
    }

    /** value := factor * value + (1 - factor) * the pixel's own luma. */
    static void blendWithLuma(Planes image, float factor) {
        float[] v = image.values();
        int n = image.planeSize();
        for (int i = 0; i < n; i++) {
            float rest = (1 - factor) * luma(v[i], v[n + i], v[2 * n + i]);
            v[i] = factor * v[i] + rest;
            v[n + i] = factor * v[n + i] + rest;
            v[2 * n + i] = factor * v[2 * n + i] + rest;
        }
        image.clamp();
    }

    /** Turns the hue of every pixel by the given part of a full circle; saturation and value (HSV) stay. */
    static void rotateHue(Planes image, float turn) {
        float[] v = image.values();
        int n = image.planeSize();
        for (int i = 0; i < n; i++) {
            float r = v[i];
            float g = v[n + i];
            float b = v[2 * n + i];
            float max = Math.max(r, Math.max(g, b));
            float chroma = max - Math.min(r, Math.min(g, b));
            if (chroma > 0) {
                float sixths = 6 * turn + hueInSixths(r, g, b, max, chroma);
                v[i] = channel(5, sixths, max, chroma);
                v[n + i] = channel(3, sixths, max, chroma);
                v[2 * n + i] = channel(1, sixths, max, chroma);
            }
        }
    }

    private static float luma(float r, float g, float b) {
        return RED * r + GREEN * g + BLUE * b;
    }

    private static float hueInSixths(float r, float g, float b, float max, float chroma) {
        if (max == r) {
            return (g - b) / chroma;
        }
        return max == g ? 2 + (b - r) / chroma : 4 + (r - g) / chroma;
    }

    /** f(n) = max - chroma * clamp(min(k, 4 - k), 0, 1) with k = (n + hue) mod 6: n = 5, 3, 1 for red, green, blue. */
    private static float channel(int n, float sixths, float max, float chroma) {
        float k = n + sixths; // from -3 to 13
        k = k >= 12 ? k - 12 : k >= 6 ? k - 6 : k < 0 ? k + 6 : k; // a remainder takes three times as long
        return max - chroma * Math.max(0, Math.min(1, Math.min(k, 4 - k)));
    }
}
