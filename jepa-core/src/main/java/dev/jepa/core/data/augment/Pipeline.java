package dev.jepa.core.data.augment;

import dev.jepa.core.tensor.Rng;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Augmentations applied one after the other; the same (seed, epoch, index, view) always gives the same result.
 *
 * @param steps in the order of application; none leaves the image as it is
 */
public record Pipeline(List<Augmentation> steps) {

    public Pipeline {
        steps = List.copyOf(steps);
    }

    public static Pipeline of(Augmentation... steps) {
        return new Pipeline(List.of(steps));
    }

    /** This pipeline with one more step at its end. */
    public Pipeline then(Augmentation step) {
        return new Pipeline(Stream.concat(steps.stream(), Stream.of(step)).toList());
    }

    /**
     * The view of an image.
     *
     * @param image may be written to
     * @param seed of the run
     * @param epoch pass over the data, counted from 0
     * @param index of the image in its data set
     * @param view number of the view of that image, counted from 0
     */
    public Planes apply(Planes image, long seed, long epoch, long index, int view) {
        RandomGenerator random =
                Rng.of(seed).at(epoch, "augment").at(index).at(view).generator();
        Planes result = image;
        for (Augmentation step : steps) {
            result = step.apply(result, random);
        }
        return result;
    }
}
