package dev.jepa.core.data;

/** A decoded picture that is read row by row, as bytes. */
interface PixelRows {
    /** 1 for gray, 3 for red, green and blue. */
    int colours();

    /**
     * Reads one row.
     *
     * @param row [colours][width], filled with values of 0 to 255
     */
    void read(int y, int[][] row);

    /** A value seen through so much alpha, of 0 to 255, before white. */
    static int overWhite(int value, int alpha) {
        return 255 - ((255 - value) * alpha + 127) / 255;
    }
}
