package dev.jepa.core.data;

import dev.jepa.core.data.ImageDecoder.Size;
import java.awt.image.BufferedImage;

/**
 * Turns a decoded picture into planes of bytes.
 *
 * <p>Samples are taken as they are stored: no colour profile is applied (Java would turn a gray 128 into 188), other numbers than
 * bytes are scaled to 8 bits ({@link SampleScale}), and transparent pixels are laid over white. Pictures of another make (palettes,
 * packed pixels, other colour spaces) go through Java's conversion to sRGB.
 */
final class PixelReader {
    private PixelReader() {}

    /** The rows of a picture of which the codec may have said less than its layout. */
    static PixelRows rows(BufferedImage picture, ImageLayout layout) {
        return StoredRows.fits(picture.getColorModel())
                ? new StoredRows(picture, layout.isSigned(), layout.isPremultiplied())
                : new ConvertedRows(picture);
    }

    /**
     * The upright image.
     *
     * @param decoded size of the picture whose rows these are
     * @param step each so many-th row and column is taken
     */
    static Image read(PixelRows rows, Size decoded, int step, int channels, Orientation orientation) {
        Size stored = decoded.every(step);
        int[][] row = new int[rows.colours()][decoded.width()];
        byte[] pixels = new byte[channels * stored.height() * stored.width()];
        for (int y = 0; y < stored.height(); y++) {
            rows.read(y * step, row);
            write(row, y, step, stored, channels, orientation, pixels);
        }
        Size upright = orientation.upright(stored);
        return Image.of(channels, upright.height(), upright.width(), pixels);
    }

    private static void write(
            int[][] row, int y, int step, Size stored, int channels, Orientation orientation, byte[] pixels) {
        int plane = stored.height() * stored.width();
        boolean luma = channels == 1 && row.length == 3;
        for (int x = 0; x < stored.width(); x++) {
            int place = orientation.place(y, x, stored);
            for (int c = 0; c < channels; c++) {
                int value = luma ? luma(row, x * step) : row[row.length == 1 ? 0 : c][x * step];
                pixels[c * plane + place] = (byte) value;
            }
        }
    }

    private static int luma(int[][] row, int x) {
        return (299 * row[0][x] + 587 * row[1][x] + 114 * row[2][x] + 500) / 1000;
    }
}
