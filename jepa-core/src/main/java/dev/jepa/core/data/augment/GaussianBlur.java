package dev.jepa.core.data.augment;

import java.util.random.RandomGenerator;

/**
 * Blurs with a Gaussian of random width, sigma ~ U(minSigma, maxSigma) pixels, mirrored at the borders (torchvision's
 * {@code GaussianBlur}).
 *
 * @param kernelSize odd number of taps; half of it must be smaller than the image
 */
public record GaussianBlur(int kernelSize, double minSigma, double maxSigma) implements Augmentation {

    public GaussianBlur {
        Checks.that(
                kernelSize > 0 && kernelSize % 2 == 1,
                "blur kernelSize must be odd and positive but was %d.",
                kernelSize);
        Checks.that(
                0 < minSigma && minSigma <= maxSigma && Double.isFinite(maxSigma),
                "blur sigma must satisfy 0 < min <= max but was %s to %s.",
                minSigma,
                maxSigma);
    }

    @Override
    public Planes apply(Planes image, RandomGenerator random) {
        int radius = kernelSize / 2;
        Checks.that(
                radius < image.height() && radius < image.width(),
                "a blur with %d taps needs an image larger than %d pixels but it is %dx%d.%nMaybe use fewer taps.",
                kernelSize,
                radius,
                image.height(),
                image.width());
        float[] kernel = kernel(minSigma + (maxSigma - minSigma) * random.nextDouble());
        float[] v = image.values();
        int width = image.width();
        float[] line = new float[Math.max(width, image.height()) + 2 * radius];
        for (int row = 0; row < v.length; row += width) {
            blurLine(v, row, 1, width, kernel, line);
        }
        for (int c = 0; c < image.channels(); c++) {
            for (int x = 0; x < width; x++) {
                blurLine(v, c * image.planeSize() + x, width, image.height(), kernel, line);
            }
        }
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

    /** Convolves n values at {@code start, start + stride, ...} in place; {@code line} is room for them and their mirrored ends. */
    private static void blurLine(float[] v, int start, int stride, int n, float[] kernel, float[] line) {
        int radius = kernel.length / 2;
        for (int i = 0; i < n; i++) {
            line[radius + i] = v[start + i * stride];
        }
        for (int k = 1; k <= radius; k++) {
            line[radius - k] = line[radius + k];
            line[radius + n - 1 + k] = line[radius + n - 1 - k];
        }
        for (int i = 0; i < n; i++) {
            float sum = 0;
            for (int k = 0; k < kernel.length; k++) {
                sum += kernel[k] * line[i + k];
            }
            v[start + i * stride] = sum;
        }
    }
}
