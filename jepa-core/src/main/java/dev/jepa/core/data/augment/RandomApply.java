package dev.jepa.core.data.augment;

import dev.jepa.core.errors.Bounds;
import java.util.random.RandomGenerator;

/** Applies a step with the given probability. */
public record RandomApply(double probability, Augmentation step) implements Augmentation {

    public RandomApply {
        Bounds.maybe("0.5").share("probability", probability);
    }

    @Override
    public Planes apply(Planes image, RandomGenerator random) {
        return random.nextDouble() < probability ? step.apply(image, random) : image;
    }
}
