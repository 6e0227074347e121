package dev.jepa.core.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;

/**
 * Turns a decoded picture into planes of bytes.
 *
 * <p>Samples are taken as they are stored: no colour profile is applied (Java would turn a gray 128 into 188), 16 bits are scaled to
 * 8, and transparent pixels are laid over white. Pictures of another make (palettes, packed pixels, other colour spaces) go through
 * Java's conversion to sRGB.
 */
final class PixelReader {
    private PixelReader() {}

    static Image convert(BufferedImage picture, int channels) {
        byte[][] bands = storedAsIs(picture.getColorModel()) ? stored(picture) : converted(picture);
        return combine(bands, channels, picture.getHeight(), picture.getWidth());
    }

    private static boolean storedAsIs(ColorModel model) {
        int type = model.getTransferType();
        int space = model.getColorSpace().getType();
        return model instanceof ComponentColorModel
                && (type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT)
                && (space == ColorSpace.TYPE_GRAY || space == ColorSpace.TYPE_RGB)
                && !(model.hasAlpha() && model.isAlphaPremultiplied());
    }

    /** One band of bytes for gray, three for colour, from the samples themselves. */
    private static byte[][] stored(BufferedImage picture) {
        ColorModel model = picture.getColorModel();
        Raster raster = picture.getRaster();
        int colours = model.getNumColorComponents();
        int width = picture.getWidth();
        byte[][] bands = new byte[colours][width * picture.getHeight()];
        int[] row = new int[width];
        int[] alpha = new int[width];
        for (int y = 0; y < picture.getHeight(); y++) {
            if (model.hasAlpha()) {
                eightBits(raster, y, colours, model.getComponentSize(colours), alpha);
            }
            for (int band = 0; band < colours; band++) {
                eightBits(raster, y, band, model.getComponentSize(band), row);
                for (int x = 0; x < width; x++) {
                    bands[band][y * width + x] = (byte) (model.hasAlpha() ? overWhite(row[x], alpha[x]) : row[x]);
                }
            }
        }
        return bands;
    }

    private static void eightBits(Raster raster, int y, int band, int bits, int[] row) {
        raster.getSamples(raster.getMinX(), raster.getMinY() + y, row.length, 1, band, row);
        if (bits != 8) {
            int most = (1 << bits) - 1;
            for (int x = 0; x < row.length; x++) {
                row[x] = (int) ((row[x] * 255L + most / 2) / most);
            }
        }
    }

    private static byte[][] converted(BufferedImage picture) {
        int width = picture.getWidth();
        byte[][] bands = new byte[3][width * picture.getHeight()];
        int[] row = new int[width];
        for (int y = 0; y < picture.getHeight(); y++) {
            picture.getRGB(0, y, width, 1, row, 0, width);
            for (int x = 0; x < width; x++) {
                int alpha = row[x] >>> 24;
                for (int band = 0; band < 3; band++) {
                    bands[band][y * width + x] = (byte) overWhite(row[x] >> (16 - 8 * band) & 0xff, alpha);
                }
            }
        }
        return bands;
    }

    private static int overWhite(int value, int alpha) {
        return 255 - ((255 - value) * alpha + 127) / 255;
    }

    private static Image combine(byte[][] bands, int channels, int height, int width) {
        int n = height * width;
        byte[] pixels = new byte[channels * n];
        if (channels == 1 && bands.length == 3) {
            for (int i = 0; i < n; i++) {
                int luma = 299 * (bands[0][i] & 0xff) + 587 * (bands[1][i] & 0xff) + 114 * (bands[2][i] & 0xff);
                pixels[i] = (byte) ((luma + 500) / 1000);
            }
        } else {
            for (int c = 0; c < channels; c++) {
                System.arraycopy(bands[bands.length == 1 ? 0 : c], 0, pixels, c * n, n);
            }
        }
        return Image.of(channels, height, width, pixels);
    }
}
