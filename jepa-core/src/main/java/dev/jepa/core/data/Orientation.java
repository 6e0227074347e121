package dev.jepa.core.data;

/**
 * How a stored picture is turned to be shown upright: EXIF's codes 1 to 8.
 *
 * @param transposed whether rows become columns
 * @param fromRight whether the stored columns are counted from the right
 * @param fromBelow whether the stored rows are counted from below
 */
record Orientation(boolean transposed, boolean fromRight, boolean fromBelow) {
    static final Orientation UPRIGHT = new Orientation(false, false, false);

    /** Of EXIF's code; another number is as good as none. */
    static Orientation ofExif(int code) {
        return switch (code) {
            case 2 -> new Orientation(false, true, false);
            case 3 -> new Orientation(false, true, true);
            case 4 -> new Orientation(false, false, true);
            case 5 -> new Orientation(true, false, false);
            case 6 -> new Orientation(true, false, true);
            case 7 -> new Orientation(true, true, true);
            case 8 -> new Orientation(true, true, false);
            default -> UPRIGHT;
        };
    }

    /** The size of the upright picture. */
    ImageDecoder.Size upright(ImageDecoder.Size stored) {
        return transposed ? stored.transposed() : stored;
    }

    /** Where the pixel in a stored row and column lies in the upright picture, counted row by row. */
    int place(int row, int column, ImageDecoder.Size stored) {
        int y = fromBelow ? stored.height() - 1 - row : row;
        int x = fromRight ? stored.width() - 1 - column : column;
        return transposed ? x * stored.height() + y : y * stored.width() + x;
    }
}
