package dev.jepa.core.data.augment;

import dev.jepa.core.errors.Bounds;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Blurs with a Gaussian of random width, sigma ~ U(minSigma, maxSigma) pixels, mirrored at the borders (torchvision's
 * {@code GaussianBlur}).
 *
 * @param kernelSize odd number of taps; half of it must be smaller than the image
 */
public record GaussianBlur(int kernelSize, double minSigma, double maxSigma) implements Augmentation {

    public GaussianBlur {
        Bounds.maybe("a kernelSize of 23 and a sigma from 0.1 to 2")
                .that(kernelSize > 0 && kernelSize % 2 == 1, "kernelSize", "be odd and >= 1", kernelSize)
                .positive("minSigma", minSigma)
                .positive("maxSigma", maxSigma)
                .that(minSigma <= maxSigma, "maxSigma", "be >= minSigma = " + minSigma, maxSigma);
    }

    @Override
    public Planes apply(Planes image, RandomGenerator random) {
        int radius = kernelSize / 2;
        Checks.that(
                radius < image.height() && radius < image.width(),
                "a blur with %d taps needs an image larger than %d pixels but it is %dx%d.\nMaybe use fewer taps.",
                kernelSize,
                radius,
                image.height(),
                image.width());
        float[] kernel = kernel(minSigma + (maxSigma - minSigma) * random.nextDouble());
        blurRows(image, kernel);
        blurColumns(image, kernel);
        return image;
    }

    private float[] kernel(double sigma) {
        int radius = kernelSize / 2;
        double[] exact = new double[kernelSize];
        double sum = 0;
        for (int k = 0; k < kernelSize; k++) {
            double x = (k - radius) / sigma;
            exact[k] = Math.exp(-0.5 * x * x);
            sum += exact[k];
        }
        float[] kernel = new float[kernelSize];
        for (int k = 0; k < kernelSize; k++) {
            kernel[k] = (float) (exact[k] / sum);
        }
        return kernel;
    }

    // In both passes the innermost loop runs along a row, which the JVM turns into vector instructions.

    private static void blurRows(Planes image, float[] kernel) {
        float[] v = image.values();
        int width = image.width();
        float[] line = new float[width + kernel.length - 1];
        for (int row = 0; row < v.length; row += width) {
            for (int i = 0; i < line.length; i++) {
                line[i] = v[row + mirrored(i - kernel.length / 2, width)];
            }
            Arrays.fill(v, row, row + width, 0f);
            for (int k = 0; k < kernel.length; k++) {
                float weight = kernel[k];
                for (int x = 0; x < width; x++) {
                    v[row + x] += weight * line[x + k];
                }
            }
        }
    }

    private static void blurColumns(Planes image, float[] kernel) {
        int width = image.width();
        int height = image.height();
        float[] source = image.values().clone();
        float[] v = image.values();
        Arrays.fill(v, 0f);
        for (int plane = 0; plane < v.length; plane += image.planeSize()) {
            for (int y = 0; y < height; y++) {
                int target = plane + y * width;
                for (int k = 0; k < kernel.length; k++) {
                    float weight = kernel[k];
                    int from = plane + mirrored(y + k - kernel.length / 2, height) * width;
                    for (int x = 0; x < width; x++) {
                        v[target + x] += weight * source[from + x];
                    }
                }
            }
        }
    }

    /** The place 0 to n - 1 that a place outside is the mirror image of; the border itself is not repeated. */
    private static int mirrored(int place, int n) {
        return place < 0 ? -place : place >= n ? 2 * n - 2 - place : place;
    }
}
