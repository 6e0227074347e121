package dev.jepa.core.data;

import java.util.List;

/**
 * A numbered set of labelled images. Reading is thread-safe, and the same index always gives the same image.
 */
public interface ImageDataset {
    /** The label of images that have none. */
    int UNLABELLED = -1;

    int size();

    /**
     * The image with this index, read or decoded now.
     *
     * @throws UnreadableImageException if this image alone is damaged
     * @throws DataException if the data set is
     */
    Image image(int index);

    /** The class of the image, an index into {@link #classNames()}, or {@link #UNLABELLED}. */
    int label(int index);

    /** Names of the classes in label order; empty for unlabelled data. */
    List<String> classNames();

    /** What a message calls this image: a file name, or a file and a record number. */
    String describe(int index);

    Provenance provenance();

    /** The same images not turned as their files' EXIF orientation says; those that have none stay as they are. */
    default ImageDataset asStored() {
        return this;
    }

    /** Some images of this set, renumbered from 0 in the given order. */
    default ImageDataset subset(int... indices) {
        return new Subset(this, indices);
    }

    /**
     * A part of every class, chosen by the seed: the 1 % and 10 % sets of few-label evaluation. At least one image a class.
     *
     * @param fraction in (0, 1]
     */
    default ImageDataset fraction(double fraction, long seed) {
        return Subset.perClass(this, fraction, seed);
    }
}
