package dev.jepa.core.data;

/** Checks the numbers by which images are asked for. */
final class ImageIndex {
    private ImageIndex() {}

    /**
     * The same number.
     *
     * @throws IllegalArgumentException if the set has no such image
     */
    static int of(int index, ImageDataset set) {
        if (index < 0 || index >= set.size()) {
            throw new IllegalArgumentException(
                    "there is no image %d: the data set has %,d images, numbered from 0.".formatted(index, set.size()));
        }
        return index;
    }
}
