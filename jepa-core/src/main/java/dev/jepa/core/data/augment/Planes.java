package dev.jepa.core.data.augment;

import java.util.Arrays;

/**
 * A float image being augmented: C planes of H x W values, [C, H, W] row by row in one array, and the region of the original
 * image that it shows.
 *
 * <p>Mutable and owned by one thread: an {@link Augmentation} may write into the planes it is given.
 */
public final class Planes {
    private final int channels;
    private final int height;
    private final int width;
    private final float[] values;
    private final Region region;

    private Planes(int channels, int height, int width, float[] values, Region region) {
        if (channels < 1 || height < 1 || width < 1 || values.length != channels * height * width) {
            throw new IllegalArgumentException("planes of shape [%d, %d, %d] need %d values but %d came."
                    .formatted(channels, height, width, (long) channels * height * width, values.length));
        }
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.values = values;
        this.region = region;
    }

    /** Planes over the given values, which are not copied. */
    public static Planes of(int channels, int height, int width, float[] values) {
        return new Planes(channels, height, width, values, Region.whole(height, width));
    }

    /** Planes of unsigned bytes [C, H, W], scaled to [0, 1]. */
    public static Planes ofBytes(int channels, int height, int width, byte[] pixels) {
        float[] values = new float[pixels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (pixels[i] & 0xff) / 255f;
        }
        return of(channels, height, width, values);
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

    /** The values themselves, [C, H, W] row by row: writing to them changes this image. */
    public float[] values() {
        return values;
    }

    /** What part of the original image this shows. */
    public Region region() {
        return region;
    }

    /** Values of one plane. */
    public int planeSize() {
        return height * width;
    }

    public Planes copy() {
        return new Planes(channels, height, width, values.clone(), region);
    }

    /** The same values showing another region of the original. */
    Planes showing(Region other) {
        return new Planes(channels, height, width, values, other);
    }

    /** New values of another size, still showing this region. */
    Planes resized(int newHeight, int newWidth, float[] newValues) {
        return new Planes(channels, newHeight, newWidth, newValues, region);
    }

    /** A copy of the rectangle whose first row and column are {@code top} and {@code left}. */
    Planes crop(int top, int left, int cropHeight, int cropWidth) {
        float[] cropped = new float[channels * cropHeight * cropWidth];
        for (int c = 0; c < channels; c++) {
            for (int y = 0; y < cropHeight; y++) {
                int from = (c * height + top + y) * width + left;
                System.arraycopy(values, from, cropped, (c * cropHeight + y) * cropWidth, cropWidth);
            }
        }
        Region part = region.part(
                (double) top / height, (double) left / width, (double) cropHeight / height, (double) cropWidth / width);
        return new Planes(channels, cropHeight, cropWidth, cropped, part);
    }

    /** Throws unless this image has three channels, as colour operations need. */
    void requireColour(String operation) {
        if (channels != 3) {
            throw new IllegalArgumentException(
                    "%s needs an image of 3 channels (red, green, blue) but it has %d.\nMaybe leave %s out for this data set."
                            .formatted(operation, channels, operation));
        }
    }

    void clamp() {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.min(1f, Math.max(0f, values[i]));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Planes that
                && channels == that.channels
                && height == that.height
                && width == that.width
                && region.equals(that.region)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values) * 31 + height;
    }

    @Override
    public String toString() {
        return "Planes[%d, %d, %d] of %s".formatted(channels, height, width, region);
    }
}
