package dev.jepa.models.ijepa;

/**
 * Height and width of a block of patches.
 *
 * @param height rows of patches
 * @param width columns of patches
 */
record BlockSize(int height, int width) {
    /**
     * The block of a given share and aspect ratio on a square grid: h = round(sqrt(keep aspect)), w = round(sqrt(keep /
     * aspect)) with keep = floor(grid^2 scale), each cut to {@code limit}.
     */
    static BlockSize of(int grid, double scale, double aspect, int limit) {
        int keep = (int) (grid * grid * scale);
        int height = (int) Math.rint(Math.sqrt(keep * aspect));
        int width = (int) Math.rint(Math.sqrt(keep / aspect));
        return new BlockSize(Math.max(1, Math.min(height, limit)), Math.max(1, Math.min(width, limit)));
    }

    int patches() {
        return height * width;
    }
}
