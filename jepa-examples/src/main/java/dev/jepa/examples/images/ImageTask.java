package dev.jepa.examples.images;

import dev.jepa.core.data.DataLoader;
import dev.jepa.core.data.ImageDataset;
import dev.jepa.core.data.LoaderConfig;
import dev.jepa.core.data.Provenance;
import dev.jepa.core.data.augment.Normalize;
import dev.jepa.core.data.augment.Pipeline;
import dev.jepa.core.train.DataOrigin;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Images to learn from and to judge by.
 *
 * @param train images to train on, whose labels the probes may use
 * @param test images of the same classes to judge by; the training images where there is nothing to judge by
 * @param normalize mean and standard deviation of each channel
 */
public record ImageTask(ImageDataset train, ImageDataset test, Normalize normalize) {
    /** Images without classes, or all of one. */
    public static ImageTask unlabelled(ImageDataset images, Normalize normalize) {
        return new ImageTask(images, images, normalize);
    }

    /** The same images as they are stored, unless they are to be upright. */
    public ImageTask turned(boolean upright) {
        if (upright) {
            return this;
        }
        ImageDataset stored = train.asStored();
        return new ImageTask(stored, test.equals(train) ? stored : test.asStored(), normalize);
    }

    /** The number of classes. */
    public int classes() {
        return train.classNames().size();
    }

    /** What a run that is trained on these images, found in a folder, learns from. */
    public DataOrigin origin(Path folder) {
        Provenance images = train.provenance();
        return DataOrigin.in(folder, "%s, %,d images".formatted(images.name(), images.images()), images.fingerprint());
    }

    /** Whether there are classes to tell apart, so that probes mean something. */
    public boolean isLabelled() {
        return classes() > 1;
    }

    /** What a picture of an image with this label is called. */
    public String nameOf(int label) {
        return label < 0 ? "image" : test.classNames().get(label);
    }

    /** C, the channels of an image. */
    public int channels() {
        return normalize.mean().size();
    }

    /**
     * Some images, spread evenly over a set that may be sorted by class. One that cannot be decoded gives its place to another.
     *
     * @param count how many, if there are so many
     * @param views one a pipeline
     */
    public static DataLoader some(ImageDataset images, int count, int batchSize, List<Pipeline> views) {
        int shown = Math.min(count, images.size());
        int[] spread = IntStream.range(0, shown)
                .map(i -> (int) ((long) i * images.size() / shown))
                .toArray();
        return new DataLoader(images.subset(spread), views, LoaderConfig.evaluation(batchSize));
    }
}
