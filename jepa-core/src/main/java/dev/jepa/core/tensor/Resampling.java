package dev.jepa.core.tensor;

/** Images at other sizes and at other positions. */
public final class Resampling {
    private static final Script SCRIPT = Script.load("resampling", "Resampling");

    /** How a value between pixels is made. */
    public enum Filter {
        BILINEAR(0),
        NEAREST(1),
        BICUBIC(2);

        private final int code;

        Filter(int code) {
            this.code = code;
        }
    }

    /** What lies outside the image. */
    public enum Border {
        /** Zeros. */
        ZEROS(0),
        /** The nearest edge pixel. */
        EDGE(1),
        /** The image mirrored at its edges. */
        REFLECTION(2);

        private final int code;

        Border(int code) {
            this.code = code;
        }
    }

    private Resampling() {}

    /** {@link #interpolate(Tensor, int, int, Filter, boolean, boolean)} with pixels as areas and no antialiasing. */
    public static Tensor interpolate(Tensor x, int height, int width, Filter filter) {
        return interpolate(x, height, width, filter, false, false);
    }

    /**
     * An image at another size.
     *
     * @param x [B, C, H, W]
     * @param alignCorners whether the centres of the corner pixels stay in place, instead of the edges of the image; has no
     *     meaning for {@code NEAREST}
     * @param antialias whether the filter is widened when an axis shrinks, as image libraries do; not for {@code NEAREST}
     * @return [B, C, height, width]
     */
    public static Tensor interpolate(
            Tensor x, int height, int width, Filter filter, boolean alignCorners, boolean antialias) {
        if (filter == Filter.NEAREST && (alignCorners || antialias)) {
            throw new IllegalArgumentException("NEAREST takes neither alignCorners nor antialias.\n"
                    + "Maybe use BILINEAR, or pass false for both.");
        }
        return SCRIPT.call("interpolate", x, new long[] {height, width}, filter.code, alignCorners, antialias);
    }

    /**
     * The values of an image at given positions (arXiv 1506.02025): bilinear warping, for example.
     *
     * @param x [B, C, H, W]
     * @param grid [B, H', W', 2], positions (x, y): -1 is the left or upper end, 1 the right or lower
     * @param alignCorners whether -1 and 1 are the centres of the corner pixels, instead of the edges of the image
     * @return [B, C, H', W']
     */
    public static Tensor gridSample(Tensor x, Tensor grid, Filter filter, Border border, boolean alignCorners) {
        return SCRIPT.call("grid_sample", x, grid, filter.code, border.code, alignCorners);
    }
}
