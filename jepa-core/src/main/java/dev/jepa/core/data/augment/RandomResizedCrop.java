package dev.jepa.core.data.augment;

import dev.jepa.core.errors.Bounds;
import java.util.random.RandomGenerator;

/**
 * A rectangle of random area and shape, resized to a fixed size (Szegedy et al., arXiv 1409.4842; torchvision's
 * {@code RandomResizedCrop}).
 *
 * <p>area = U(minScale, maxScale) of the image's area, width/height = exp(U(log minRatio, log maxRatio)); ten tries for one that
 * fits, then the largest centred rectangle of a permitted shape.
 *
 * @param height of the result
 * @param width of the result
 * @param minScale smallest area as a part of the image's, in (0, 1]
 * @param maxScale largest area, in [minScale, 1]
 * @param minRatio smallest width/height, positive
 * @param maxRatio largest width/height
 */
public record RandomResizedCrop(
        int height,
        int width,
        double minScale,
        double maxScale,
        double minRatio,
        double maxRatio,
        Interpolation interpolation)
        implements Augmentation {
    private static final int TRIES = 10;

    public RandomResizedCrop {
        Bounds.maybe("a scale from 0.08 to 1 and a ratio from 3/4 to 4/3")
                .atLeast(1, "height", height)
                .atLeast(1, "width", width)
                .positiveShare("minScale", minScale)
                .positiveShare("maxScale", maxScale)
                .that(minScale <= maxScale, "maxScale", "be >= minScale = " + minScale, maxScale)
                .positive("minRatio", minRatio)
                .positive("maxRatio", maxRatio)
                .that(minRatio <= maxRatio, "maxRatio", "be >= minRatio = " + minRatio, maxRatio);
    }

    /** A square crop with the usual ratio of 3/4 to 4/3, bilinear. */
    public static RandomResizedCrop of(int size, double minScale, double maxScale) {
        return new RandomResizedCrop(size, size, minScale, maxScale, 3 / 4.0, 4 / 3.0, Interpolation.BILINEAR);
    }

    public RandomResizedCrop withInterpolation(Interpolation other) {
        return new RandomResizedCrop(height, width, minScale, maxScale, minRatio, maxRatio, other);
    }

    @Override
    public Planes apply(Planes image, RandomGenerator random) {
        Planes crop = choose(image, random);
        return Resampler.resize(crop, height, width, interpolation);
    }

    private Planes choose(Planes image, RandomGenerator random) {
        double area = (double) image.height() * image.width();
        for (int attempt = 0; attempt < TRIES; attempt++) {
            double target = area * uniform(random, minScale, maxScale);
            double ratio = Math.exp(uniform(random, Math.log(minRatio), Math.log(maxRatio)));
            int w = (int) Math.rint(Math.sqrt(target * ratio));
            int h = (int) Math.rint(Math.sqrt(target / ratio));
            if (0 < w && w <= image.width() && 0 < h && h <= image.height()) {
                int top = random.nextInt(image.height() - h + 1);
                int left = random.nextInt(image.width() - w + 1);
                return image.crop(top, left, h, w);
            }
        }
        return central(image);
    }

    private Planes central(Planes image) {
        int h = image.height();
        int w = image.width();
        double ratio = (double) w / h;
        if (ratio < minRatio) {
            h = Math.max(1, (int) Math.rint(w / minRatio));
        } else if (ratio > maxRatio) {
            w = Math.max(1, (int) Math.rint(h * maxRatio));
        }
        return image.crop((image.height() - h) / 2, (image.width() - w) / 2, h, w);
    }

    private static double uniform(RandomGenerator random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }
}
