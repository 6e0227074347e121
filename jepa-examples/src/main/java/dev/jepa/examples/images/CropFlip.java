package dev.jepa.examples.images;

import dev.jepa.core.data.augment.HorizontalFlip;
import dev.jepa.core.data.augment.Normalize;
import dev.jepa.core.data.augment.Pipeline;
import dev.jepa.core.data.augment.RandomResizedCrop;

/**
 * What happens to a training image where a method needs no distorted views.
 *
 * @param minScale smallest share of the image that a random crop shows; 1 for no crop
 * @param flip probability of a mirror image
 */
public record CropFlip(double minScale, double flip) {
    public CropFlip {
        if (!(minScale > 0 && minScale <= 1 && flip >= 0 && flip <= 1)) {
            throw new IllegalArgumentException(
                    "minScale must lie in (0, 1] and flip in [0, 1] but they were " + minScale + " and " + flip + ".");
        }
    }

    /** To square images of this many pixels a side, normalised. */
    public Pipeline pipeline(int size, Normalize normalize) {
        return pipeline(size).then(normalize);
    }

    /** The same as pixels, for pictures. */
    public Pipeline pipeline(int size) {
        return Pipeline.of(RandomResizedCrop.of(size, minScale, 1), new HorizontalFlip(flip));
    }
}
