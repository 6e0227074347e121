package dev.jepa.core.data.augment;

import dev.jepa.core.errors.Bounds;
import java.util.random.RandomGenerator;

/**
 * Resizes so that the shorter side has the given length and the shape is kept (torchvision's {@code Resize(int)}), antialiased.
 *
 * @param shorterSide pixels
 */
public record Resize(int shorterSide, Interpolation interpolation) implements Augmentation {

    public Resize {
        Bounds.maybe("the side of the crop that follows").atLeast(1, "shorterSide", shorterSide);
    }

    public static Resize of(int shorterSide) {
        return new Resize(shorterSide, Interpolation.BILINEAR);
    }

    @Override
    public Planes apply(Planes image, RandomGenerator random) {
        int h = image.height();
        int w = image.width();
        int longer = Math.toIntExact((long) shorterSide * Math.max(h, w) / Math.min(h, w));
        return h <= w
                ? Resampler.resize(image, shorterSide, longer, interpolation)
                : Resampler.resize(image, longer, shorterSide, interpolation);
    }
}
