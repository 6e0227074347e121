package dev.jepa.core.data.augment;

import dev.jepa.core.errors.Bounds;
import java.util.random.RandomGenerator;

/**
 * Inverts every value v at or above a threshold: v becomes 1 - v (Pillow's {@code ImageOps.solarize}, used by BYOL and VICReg).
 *
 * @param threshold in [0, 1]; the papers' 128 of 255 is {@link #MIDDLE}
 */
public record Solarize(double threshold) implements Augmentation {
    /** 128 of 255. */
    public static final double MIDDLE = 128 / 255.0;

    public Solarize {
        Bounds.maybe("0.5").share("threshold", threshold);
    }

    @Override
    public Planes apply(Planes image, RandomGenerator random) {
        float[] v = image.values();
        float limit = (float) threshold;
        for (int i = 0; i < v.length; i++) {
            v[i] = v[i] >= limit ? 1 - v[i] : v[i];
        }
        return image;
    }
}
