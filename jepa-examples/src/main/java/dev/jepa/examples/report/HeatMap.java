package dev.jepa.examples.report;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;

/** Draws numbers on a grid as colours: dark blue where least, yellow where most, in steps of equal rank so that outliers do not hide the rest. */
public final class HeatMap {
    private HeatMap() {}

    /**
     * A picture.
     *
     * @param values row by row; not finite where there is nothing to show
     * @param cell side of a value's square in pixels
     */
    public static BufferedImage of(double[] values, int columns, int cell) {
        double[] sorted =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        int rows = values.length / columns;
        BufferedImage picture = new BufferedImage(columns * cell, rows * cell, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < rows * cell; y++) {
            for (int x = 0; x < columns * cell; x++) {
                picture.setRGB(
                        x,
                        y,
                        colour(values[y / cell * columns + x / cell], sorted).getRGB());
            }
        }
        return picture;
    }

    private static Color colour(double value, double[] sorted) {
        if (!Double.isFinite(value)) {
            return Color.WHITE;
        }
        int rank = Arrays.binarySearch(sorted, value);
        float share = rank / (float) Math.max(1, sorted.length - 1);
        return Color.getHSBColor(0.68f - 0.53f * share, 0.85f - 0.15f * share, 0.35f + 0.6f * share);
    }
}
