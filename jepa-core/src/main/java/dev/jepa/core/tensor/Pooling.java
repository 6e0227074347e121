package dev.jepa.core.tensor;

/**
 * Maxima and means of windows over the last axis or the last two.
 *
 * <p>x is [B, C, L] (1d) or [B, C, H, W] (2d). Windows of {@code kernel} elements start every {@code stride} elements;
 * {@code padding} elements are added at both ends: minus infinity for maxima, zeros that count for means.
 */
public final class Pooling {
    private static final Script SCRIPT = Script.load("pooling", "Pooling");

    private Pooling() {}

    /** The largest element of each window of an axis. */
    public static Tensor max1d(Tensor x, int kernel, int stride, int padding) {
        return SCRIPT.call("max1d", x, kernel, stride, padding);
    }

    /** The largest element of each square window. */
    public static Tensor max2d(Tensor x, int kernel, int stride, int padding) {
        return SCRIPT.call("max2d", x, kernel, stride, padding);
    }

    /** The mean of each window of an axis. */
    public static Tensor average1d(Tensor x, int kernel, int stride, int padding) {
        return SCRIPT.call("average1d", x, kernel, stride, padding);
    }

    /** The mean of each square window. */
    public static Tensor average2d(Tensor x, int kernel, int stride, int padding) {
        return SCRIPT.call("average2d", x, kernel, stride, padding);
    }

    /** The largest elements of {@code size} windows that cover the axis evenly. */
    public static Tensor adaptiveMax1d(Tensor x, int size) {
        return SCRIPT.call("adaptive_max1d", x, size);
    }

    /** The largest elements of height x width windows that cover the image evenly. */
    public static Tensor adaptiveMax2d(Tensor x, int height, int width) {
        return SCRIPT.call("adaptive_max2d", x, height, width);
    }

    /** The means of {@code size} windows that cover the axis evenly. */
    public static Tensor adaptiveAverage1d(Tensor x, int size) {
        return SCRIPT.call("adaptive_average1d", x, size);
    }

    /** The means of height x width windows that cover the image evenly. */
    public static Tensor adaptiveAverage2d(Tensor x, int height, int width) {
        return SCRIPT.call("adaptive_average2d", x, height, width);
    }
}
