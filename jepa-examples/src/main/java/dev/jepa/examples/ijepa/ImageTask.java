package dev.jepa.examples.ijepa;

import dev.jepa.core.data.ImageDataset;
import dev.jepa.core.data.augment.Normalize;

/**
 * Images to learn from and to judge by.
 *
 * @param train images to train on, whose labels the probes may use
 * @param test images of the same classes to judge by
 * @param normalize mean and standard deviation of each channel
 */
public record ImageTask(ImageDataset train, ImageDataset test, Normalize normalize) {
    /** The number of classes. */
    public int classes() {
        return train.classNames().size();
    }
}
