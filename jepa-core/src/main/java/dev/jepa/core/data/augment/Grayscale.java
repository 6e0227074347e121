package dev.jepa.core.data.augment;

import dev.jepa.core.errors.Bounds;
import java.util.random.RandomGenerator;

/** Replaces all three channels by the luma 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601) with the given probability. */
public record Grayscale(double probability) implements Augmentation {

    public Grayscale {
        Bounds.maybe("0.2").share("probability", probability);
    }

    @Override
    public Planes apply(Planes image, RandomGenerator random) {
        image.requireColour("Grayscale");
        if (random.nextDouble() < probability) {
            Colour.blendWithLuma(image, 0f);
        }
        return image;
    }
}
