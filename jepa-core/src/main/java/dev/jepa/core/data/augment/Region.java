package dev.jepa.core.data.augment;

/**
 * The rectangle of the original image that a view shows, in pixels of the original, and whether the view is mirrored.
 *
 * <p>A view's pixel (row r, column c) of an H x W view shows the original at
 * {@code y = top + (r + 0.5) / H * height}, {@code x = left + (c + 0.5) / W * width}, with c counted from the right in a mirrored
 * view. Local criteria (VICRegL, arXiv 2210.01571, section 3.2) match the features of two views by these places.
 */
public record Region(double top, double left, double height, double width, boolean mirrored) {

    static Region whole(int height, int width) {
        return new Region(0, 0, height, width, false);
    }

    /** The original's row that the middle of a view's row shows. */
    public double y(int row, int viewHeight) {
        return top + (row + 0.5) / viewHeight * height;
    }

    /** The original's column that the middle of a view's column shows. */
    public double x(int column, int viewWidth) {
        double fraction = (column + 0.5) / viewWidth;
        return left + (mirrored ? 1 - fraction : fraction) * width;
    }

    /** A part of this region, given as fractions of the view (whose left side is the region's right one when mirrored). */
    Region part(double fromTop, double fromLeft, double partHeight, double partWidth) {
        double fromRegionLeft = mirrored ? 1 - fromLeft - partWidth : fromLeft;
        return new Region(
                top + fromTop * height,
                left + fromRegionLeft * width,
                partHeight * height,
                partWidth * width,
                mirrored);
    }

    Region mirror() {
        return new Region(top, left, height, width, !mirrored);
    }
}
