package dev.jepa.core.data.augment;

/**
 * Separable resampling of a line of {@code from} values to {@code to} values.
 *
 * <p>Output i is the weighted mean of the inputs around {@code (i + 0.5) * from / to}; the filter is stretched by
 * {@code from / to} when shrinking. Weights of inputs beyond the ends are left out and the rest scaled to sum 1.
 */
final class Resampler {
    private final int to;
    private final int taps;
    private final int[] first;
    private final int[] count;
    private final float[] weights; // [to, taps]

    private Resampler(int from, int to, Interpolation interpolation) {
        double scale = (double) from / to;
        double stretch = Math.max(1, scale);
        double support = interpolation.halfWidth() * stretch;
        this.to = to;
        this.taps = (int) Math.ceil(support) * 2 + 1;
        this.first = new int[to];
        this.count = new int[to];
        this.weights = new float[to * taps];
        double[] line = new double[taps];
        for (int i = 0; i < to; i++) {
            double centre = (i + 0.5) * scale - 0.5;
            int low = Math.max(0, (int) Math.ceil(centre - support));
            int high = Math.min(from - 1, (int) Math.floor(centre + support));
            double sum = 0;
            for (int k = low; k <= high; k++) {
                line[k - low] = interpolation.weight((k - centre) / stretch);
                sum += line[k - low];
            }
            first[i] = low;
            count[i] = high - low + 1;
            for (int k = 0; k < count[i]; k++) {
                weights[i * taps + k] = (float) (line[k] / sum);
            }
        }
    }

    /** The image resized to height x width; bicubic overshoot is cut to [0, 1]. */
    static Planes resize(Planes image, int height, int width, Interpolation interpolation) {
        if (image.height() == height && image.width() == width) {
            return image;
        }
        Resampler across = new Resampler(image.width(), width, interpolation);
        Resampler down = new Resampler(image.height(), height, interpolation);
        float[] narrow = across.rows(image.values(), image.channels() * image.height(), image.width());
        Planes resized = image.resized(height, width, down.columns(narrow, image.channels(), image.height(), width));
        if (interpolation == Interpolation.BICUBIC) {
            resized.clamp();
        }
        return resized;
    }

    /** Resamples every row of {@code width} values. */
    private float[] rows(float[] values, int rows, int width) {
        float[] out = new float[rows * to];
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < to; x++) {
                int at = y * width + first[x];
                float sum = 0;
                for (int k = 0, w = x * taps; k < count[x]; k++) {
                    sum += weights[w + k] * values[at + k];
                }
                out[y * to + x] = sum;
            }
        }
        return out;
    }

    /** Resamples every column of planes of {@code height x width} values. */
    private float[] columns(float[] values, int planes, int height, int width) {
        float[] out = new float[planes * to * width];
        for (int c = 0; c < planes; c++) {
            for (int y = 0; y < to; y++) {
                int target = (c * to + y) * width;
                for (int k = 0; k < count[y]; k++) {
                    float weight = weights[y * taps + k];
                    int source = (c * height + first[y] + k) * width;
                    for (int x = 0; x < width; x++) {
                        out[target + x] += weight * values[source + x];
                    }
                }
            }
        }
        return out;
    }
}
