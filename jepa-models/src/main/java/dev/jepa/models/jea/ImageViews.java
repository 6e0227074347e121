package dev.jepa.models.jea;

import dev.jepa.core.data.Crops;
import dev.jepa.core.tensor.Tensor;
import java.util.List;

/**
 * Distorted views of the same N images.
 *
 * @param images V of [N, C, H, W], or whatever the encoder takes; those of small crops may be smaller
 * @param large how many of them are large, from the first: small crops are compared with these only
 * @param crops which parts of the images the views show, V of them; none where no loss asks
 */
public record ImageViews(List<Tensor> images, int large, List<Crops> crops) {
    public ImageViews {
        if (images.size() < 2) {
            throw new IllegalArgumentException("At least two views are needed but there were " + images.size()
                    + ".\nMaybe the loader makes one view only.");
        }
        if (large < 1 || large > images.size()) {
            throw new IllegalArgumentException(
                    "large must lie in 1 … " + images.size() + ", the number of views, but was " + large + ".");
        }
        if (!crops.isEmpty() && crops.size() != images.size()) {
            throw new IllegalArgumentException("Crops must be given for each of " + images.size()
                    + " views or for none but there were " + crops.size() + ".");
        }
        images = List.copyOf(images);
        crops = List.copyOf(crops);
    }

    /** Views that are all alike. */
    public static ImageViews of(List<Tensor> images) {
        return new ImageViews(images, images.size(), List.of());
    }
}
