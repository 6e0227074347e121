package dev.jepa.core.data;

import java.awt.image.BufferedImage;

/** A picture with a palette, packed pixels or a colour space of its own, through Java's conversion to sRGB. */
final class ConvertedRows implements PixelRows {
    private final BufferedImage picture;
    private final int[] packed;

    ConvertedRows(BufferedImage picture) {
        this.picture = picture;
        this.packed = new int[picture.getWidth()];
    }

    @Override
    public int colours() {
        return 3;
    }

    @Override
    public void read(int y, int[][] row) {
        picture.getRGB(0, y, packed.length, 1, packed, 0, packed.length);
        for (int x = 0; x < packed.length; x++) {
            int alpha = packed[x] >>> 24;
            for (int band = 0; band < 3; band++) {
                row[band][x] = PixelRows.overWhite(packed[x] >> (16 - 8 * band) & 0xff, alpha);
            }
        }
    }
}
