package dev.jepa.core.data.augment;

import java.util.random.RandomGenerator;

/**
 * One step of an augmentation pipeline: an image in, an image out, all chance from the generator.
 *
 * <p>An implementation may write into its input and return it, or return new planes; the caller must not use the input
 * afterwards. It must be stateless (threads share it) and should be a record, so that its {@code toString} names its settings in
 * a run's configuration.
 */
@FunctionalInterface
public interface Augmentation {
    Planes apply(Planes image, RandomGenerator random);
}
