package dev.jepa.core.tensor;

import dev.jepa.core.tensor.Convolution.Window;

/**
 * Windows of images as columns, and images as sums of windows.
 *
 * <p>Dimensions: B batch, C channels, [H, W] image, [h, w] kernel, L the number of windows, row by row.
 */
public final class Patches {
    private static final Script SCRIPT = Script.load("patches", "Patches");

    private Patches() {}

    /** Every window as a column: [B, C, H, W] to [B, C h w, L]. */
    public static Tensor unfold(Tensor x, int kernelHeight, int kernelWidth, Window window) {
        long[] kernel = {kernelHeight, kernelWidth};
        return SCRIPT.call("unfold", x, kernel, window.dilationOf(2), window.paddingOf(2), window.strideOf(2));
    }

    /** The sum of all windows at their places, the transpose of {@link #unfold}: [B, C h w, L] to [B, C, H, W]. */
    public static Tensor fold(Tensor columns, int height, int width, int kernelHeight, int kernelWidth, Window window) {
        long[] size = {height, width};
        long[] kernel = {kernelHeight, kernelWidth};
        return SCRIPT.call(
                "fold", columns, size, kernel, window.dilationOf(2), window.paddingOf(2), window.strideOf(2));
    }
}
