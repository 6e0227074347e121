package dev.jepa.examples.report;

import dev.jepa.core.data.Image;
import dev.jepa.core.tensor.Tensor;
import java.awt.image.BufferedImage;

/** Turns images of the library into pictures of Java's, and enlarges them. */
public final class Pixels {
    private Pixels() {}

    /** A picture of an image [C, H, W] of bytes; one channel becomes gray. */
    public static BufferedImage of(Image image) {
        byte[] bytes = image.pixels();
        int plane = image.height() * image.width();
        int green = image.channels() == 3 ? plane : 0;
        BufferedImage picture = blank(image.width(), image.height());
        for (int i = 0; i < plane; i++) {
            int rgb = (bytes[i] & 0xff) << 16 | (bytes[green + i] & 0xff) << 8 | (bytes[2 * green + i] & 0xff);
            picture.setRGB(i % image.width(), i / image.width(), rgb);
        }
        return picture;
    }

    /**
     * A picture of a tensor [3, H, W] or [1, H, W] with values in 0 … 1; what lies outside is clamped.
     *
     * @throws IllegalArgumentException for another shape
     */
    public static BufferedImage of(Tensor values) {
        if (values.shape().rank() != 3 || (values.size(0) != 3 && values.size(0) != 1)) {
            throw new IllegalArgumentException("A picture must be [3, H, W] or [1, H, W] but was " + values.shape()
                    + ".\nMaybe select one image of a batch: images.select(0, i).");
        }
        float[] floats = values.toFloatArray();
        byte[] bytes = new byte[floats.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(255 * Math.min(1, Math.max(0, floats[i])));
        }
        return of(Image.of((int) values.size(0), (int) values.size(1), (int) values.size(2), bytes));
    }

    /** The picture with each pixel repeated in a square of {@code factor} times {@code factor}. */
    public static BufferedImage enlarged(BufferedImage picture, int factor) {
        BufferedImage large = blank(picture.getWidth() * factor, picture.getHeight() * factor);
        for (int y = 0; y < large.getHeight(); y++) {
            for (int x = 0; x < large.getWidth(); x++) {
                large.setRGB(x, y, picture.getRGB(x / factor, y / factor));
            }
        }
        return large;
    }

    static BufferedImage blank(int width, int height) {
        return new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    }
}
