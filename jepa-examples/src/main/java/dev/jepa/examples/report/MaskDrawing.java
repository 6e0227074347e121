package dev.jepa.examples.report;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Shows what a masked predictor sees and what it must predict: context patches as they are, all others dimmed, and each
 * target block outlined in a colour of its own.
 *
 * @param patch the side of a patch in pixels of the original image
 * @param scale how many times the picture is enlarged
 */
public record MaskDrawing(int patch, int scale) {
    private static final List<Color> COLOURS = List.of(
            new Color(0xff4d3d), new Color(0x35c4f0), new Color(0xffc531), new Color(0x5bdc6a), new Color(0xd37bff));
    private static final double DIMMED = 0.22;

    /**
     * Draws context and targets over an image.
     *
     * @param context numbers of the context patches, row by row from the top left
     * @param targets numbers of the patches of each target block
     * @throws IllegalArgumentException when the image's sides are not multiples of the patch, or a number is outside the grid
     */
    public BufferedImage draw(BufferedImage image, long[] context, List<long[]> targets) {
        int columns = image.getWidth() / patch;
        int rows = image.getHeight() / patch;
        if (columns * patch != image.getWidth() || rows * patch != image.getHeight()) {
            throw new IllegalArgumentException("An image of " + image.getWidth() + " x " + image.getHeight()
                    + " pixels is not made of patches of " + patch + ".");
        }
        BufferedImage picture = Pixels.enlarged(image, scale);
        boolean[] seen = marked(context, rows * columns);
        for (int i = 0; i < seen.length; i++) {
            if (!seen[i]) {
                dim(picture, i % columns, i / columns);
            }
        }
        for (int t = 0; t < targets.size(); t++) {
            outline(picture, marked(targets.get(t), rows * columns), columns, COLOURS.get(t % COLOURS.size()));
        }
        return picture;
    }

    private static boolean[] marked(long[] patches, int count) {
        boolean[] marked = new boolean[count];
        for (long index : patches) {
            if (index < 0 || index >= count) {
                throw new IllegalArgumentException(
                        "There is no patch " + index + " in a grid of " + count + ".\nMaybe the patch size is wrong.");
            }
            marked[(int) index] = true;
        }
        return marked;
    }

    private void dim(BufferedImage picture, int column, int row) {
        int side = patch * scale;
        for (int y = row * side; y < (row + 1) * side; y++) {
            for (int x = column * side; x < (column + 1) * side; x++) {
                Color pixel = new Color(picture.getRGB(x, y));
                picture.setRGB(
                        x, y, mixed(pixel.getRed()) << 16 | mixed(pixel.getGreen()) << 8 | mixed(pixel.getBlue()));
            }
        }
    }

    private static int mixed(int channel) {
        return (int) Math.round(DIMMED * channel + (1 - DIMMED) * 24);
    }

    /** Lines along the edges between a marked patch and one that is not. */
    private void outline(BufferedImage picture, boolean[] marked, int columns, Color colour) {
        int side = patch * scale;
        int thickness = Math.max(1, side / 8);
        int rows = marked.length / columns;
        for (int i = 0; i < marked.length; i++) {
            if (!marked[i]) {
                continue;
            }
            int row = i / columns;
            int column = i % columns;
            int x = column * side;
            int y = row * side;
            if (row == 0 || !marked[i - columns]) {
                fill(picture, x, y, side, thickness, colour);
            }
            if (row == rows - 1 || !marked[i + columns]) {
                fill(picture, x, y + side - thickness, side, thickness, colour);
            }
            if (column == 0 || !marked[i - 1]) {
                fill(picture, x, y, thickness, side, colour);
            }
            if (column == columns - 1 || !marked[i + 1]) {
                fill(picture, x + side - thickness, y, thickness, side, colour);
            }
        }
    }

    private static void fill(BufferedImage picture, int left, int top, int width, int height, Color colour) {
        for (int y = top; y < top + height; y++) {
            for (int x = left; x < left + width; x++) {
                picture.setRGB(x, y, colour.getRGB());
            }
        }
    }
}
