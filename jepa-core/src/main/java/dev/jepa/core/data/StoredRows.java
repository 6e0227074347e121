package dev.jepa.core.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;

/** A picture of gray or red, green and blue samples, taken as they are stored whatever curve or profile the colour space has. */
final class StoredRows implements PixelRows {
    private final Raster raster;
    private final int colours;
    private final boolean premultiplied;
    private final SampleScale[] scales;
    private final double[] samples;
    private final int[] alpha;

    /**
     * Over the samples of a picture.
     *
     * @param signed whether integers are signed
     * @param premultiplied whether samples are multiplied by alpha, whatever the colour model says
     */
    StoredRows(BufferedImage picture, boolean signed, boolean premultiplied) {
        ColorModel model = picture.getColorModel();
        this.raster = picture.getRaster();
        this.colours = model.getNumColorComponents();
        this.premultiplied = premultiplied || model.isAlphaPremultiplied();
        this.scales = new SampleScale[model.getNumComponents()];
        for (int band = 0; band < scales.length; band++) {
            scales[band] = SampleScale.of(model.getTransferType(), model.getComponentSize(band), signed);
        }
        this.samples = new double[picture.getWidth()];
        this.alpha = new int[picture.getWidth()];
    }

    static boolean fits(ColorModel model) {
        int space = model.getColorSpace().getType();
        return model instanceof ComponentColorModel
                && model.getTransferType() != DataBuffer.TYPE_UNDEFINED
                && (space == ColorSpace.TYPE_GRAY || space == ColorSpace.TYPE_RGB);
    }

    @Override
    public int colours() {
        return colours;
    }

    @Override
    public void read(int y, int[][] row) {
        for (int band = 0; band < colours; band++) {
            readBand(y, band, row[band]);
        }
        if (scales.length > colours) {
            readBand(y, colours, alpha);
            for (int band = 0; band < colours; band++) {
                for (int x = 0; x < alpha.length; x++) {
                    int value = row[band][x];
                    row[band][x] = premultiplied
                            ? Math.min(255, value + 255 - alpha[x])
                            : PixelRows.overWhite(value, alpha[x]);
                }
            }
        }
    }

    private void readBand(int y, int band, int[] values) {
        if (scales[band].isIdentity()) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, values.length, 1, band, values);
            return;
        }
        raster.getSamples(raster.getMinX(), raster.getMinY() + y, values.length, 1, band, samples);
        for (int x = 0; x < values.length; x++) {
            values[x] = scales[band].eightBits(samples[x]);
        }
    }
}
