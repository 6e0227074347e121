package dev.jepa.core.data.augment;

import dev.jepa.core.errors.Bounds;
import java.util.random.RandomGenerator;

/** The middle of the image; an image smaller than the crop is an error. */
public record CenterCrop(int height, int width) implements Augmentation {

    public CenterCrop {
        Bounds.maybe("the side of the images that the encoder takes")
                .atLeast(1, "height", height)
                .atLeast(1, "width", width);
    }

    public static CenterCrop of(int size) {
        return new CenterCrop(size, size);
    }

    @Override
    public Planes apply(Planes image, RandomGenerator random) {
        Checks.that(
                height <= image.height() && width <= image.width(),
                "a centre crop of %dx%d does not fit into an image of %dx%d (height x width).\nMaybe put a Resize before it.",
                height,
                width,
                image.height(),
                image.width());
        if (height == image.height() && width == image.width()) {
            return image;
        }
        return image.crop((image.height() - height) / 2, (image.width() - width) / 2, height, width);
    }
}
