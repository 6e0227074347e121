package dev.jepa.core.data;

import dev.jepa.core.data.augment.Planes;
import java.util.Arrays;

/** An image of unsigned bytes, [C, H, W] row by row; C is 3 (red, green, blue) or 1 (gray). */
public final class Image {
    private final int channels;
    private final int height;
    private final int width;
    private final byte[] pixels;

    private Image(int channels, int height, int width, byte[] pixels) {
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.pixels = pixels;
    }

    /** An image over the given bytes, which are not copied. */
    public static Image of(int channels, int height, int width, byte[] pixels) {
        boolean possible = (channels == 1 || channels == 3) && height > 0 && width > 0;
        if (!possible || pixels.length != (long) height * width * channels) {
            throw new IllegalArgumentException(
                    "an image must have 1 or 3 channels, a height and a width of at least 1 and C*H*W bytes but was %dx%dx%d with %d bytes."
                            .formatted(channels, height, width, pixels.length));
        }
        return new Image(channels, height, width, pixels);
    }

    public int channels() {
        return channels;
    }

    public int height() {
        return height;
    }

    public int width() {
        return width;
    }

    /** The bytes themselves, not a copy. */
    public byte[] pixels() {
        return pixels;
    }

    /** A float copy with values in [0, 1]. */
    public Planes toPlanes() {
        return Planes.ofBytes(channels, height, width, pixels);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Image that
                && channels == that.channels
                && height == that.height
                && width == that.width
                && Arrays.equals(pixels, that.pixels);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(pixels) * 31 + width;
    }

    @Override
    public String toString() {
        return "Image[%d, %d, %d]".formatted(channels, height, width);
    }
}
