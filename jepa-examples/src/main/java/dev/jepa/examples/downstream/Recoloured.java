package dev.jepa.examples.downstream;

import dev.jepa.core.data.Image;
import dev.jepa.core.data.ImageDataset;
import dev.jepa.core.data.Provenance;
import java.util.List;

/**
 * The images of another set with the channels that an encoder takes: gray three times, or the luma of colours.
 *
 * @param original whose images have 1 or 3 channels
 * @param channels 1 or 3
 */
record Recoloured(ImageDataset original, int channels) implements ImageDataset {
    @Override
    public ImageDataset asStored() {
        return new Recoloured(original.asStored(), channels);
    }

    @Override
    public int size() {
        return original.size();
    }

    @Override
    public Image image(int index) {
        Image image = original.image(index);
        if (image.channels() == channels) {
            return image;
        }
        byte[] pixels = image.pixels();
        int plane = image.height() * image.width();
        byte[] converted = new byte[channels * plane];
        if (channels == 1) {
            for (int i = 0; i < plane; i++) { // ITU-R BT.601
                int luma = 299 * (pixels[i] & 0xff)
                        + 587 * (pixels[plane + i] & 0xff)
                        + 114 * (pixels[2 * plane + i] & 0xff);
                converted[i] = (byte) ((luma + 500) / 1000);
            }
        } else {
            for (int c = 0; c < channels; c++) {
                System.arraycopy(pixels, 0, converted, c * plane, plane);
            }
        }
        return Image.of(channels, image.height(), image.width(), converted);
    }

    @Override
    public int label(int index) {
        return original.label(index);
    }

    @Override
    public List<String> classNames() {
        return original.classNames();
    }

    @Override
    public String describe(int index) {
        return original.describe(index);
    }

    @Override
    public Provenance provenance() {
        return original.provenance();
    }
}
