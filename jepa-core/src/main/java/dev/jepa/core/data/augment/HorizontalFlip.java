package dev.jepa.core.data.augment;

import dev.jepa.core.errors.Bounds;
import java.util.random.RandomGenerator;

/** Mirrors left and right with the given probability. */
public record HorizontalFlip(double probability) implements Augmentation {

    public HorizontalFlip {
        Bounds.maybe("0.5").share("probability", probability);
    }

    @Override
    public Planes apply(Planes image, RandomGenerator random) {
        if (random.nextDouble() >= probability) {
            return image;
        }
        float[] v = image.values();
        int width = image.width();
        for (int row = 0; row < v.length; row += width) {
            for (int left = row, right = row + width - 1; left < right; left++, right--) {
                float swapped = v[left];
                v[left] = v[right];
                v[right] = swapped;
            }
        }
        return image.showing(image.region().mirror());
    }
}
