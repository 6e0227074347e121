package dev.jepa.core.data;

import java.awt.image.Raster;

/** The components of a JPEG as they are stored, turned into colours here, so that no profile or guess of the codec is in between. */
final class JpegRows implements PixelRows {
    private final Raster raster;
    private final JpegLayout.Colours kind;
    private final int[][] stored;

    JpegRows(Raster raster, JpegLayout.Colours kind) {
        this.raster = raster;
        this.kind = kind;
        this.stored = new int[raster.getNumBands()][raster.getWidth()];
    }

    @Override
    public int colours() {
        return kind == JpegLayout.Colours.GRAY ? 1 : 3;
    }

    @Override
    public void read(int y, int[][] row) {
        for (int band = 0; band < stored.length; band++) {
            int[] values = band < colours() ? row[band] : stored[band];
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, values.length, 1, band, values);
        }
        switch (kind) {
            case GRAY, RED_GREEN_BLUE -> {}
            case LUMA_CHROMA -> toColours(row);
            case INKS -> toPaper(row, false);
            case INKS_AS_LUMA_CHROMA -> {
                toColours(row);
                toPaper(row, true);
            }
        }
    }

    /** JFIF's equations. */
    private static void toColours(int[][] row) {
        for (int x = 0; x < row[0].length; x++) {
            double luma = row[0][x];
            double blue = row[1][x] - 128;
            double red = row[2][x] - 128;
            row[0][x] = bounded(luma + 1.402 * red);
            row[1][x] = bounded(luma - 0.344136286 * blue - 0.714136286 * red);
            row[2][x] = bounded(luma + 1.772 * blue);
        }
    }

    /** Inks over white paper; a stored 255 is no ink. */
    private void toPaper(int[][] row, boolean inks) {
        int[] black = stored[3];
        for (int[] values : row) {
            for (int x = 0; x < values.length; x++) {
                values[x] = ((inks ? 255 - values[x] : values[x]) * black[x] + 127) / 255;
            }
        }
    }

    private static int bounded(double value) {
        return (int) Math.min(255, Math.max(0, Math.floor(value + 0.5)));
    }
}
