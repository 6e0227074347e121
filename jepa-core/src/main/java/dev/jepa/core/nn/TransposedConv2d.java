package dev.jepa.core.nn;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.Convolution;
import dev.jepa.core.tensor.Convolution.Window;
import dev.jepa.core.tensor.Tensor;

/**
 * Transposed convolution of images with a square kernel, PyTorch's ConvTranspose2d: [B, in, H, W] to [B, out, H', W'], with
 * H' = (H - 1) stride - 2 padding + dilation (kernel - 1) + 1. Parameters: {@code weight} [in, out/groups, kernel, kernel],
 * {@code bias} [out].
 */
public final class TransposedConv2d extends Module {
    private final Window window;
    private final Tensor weight; // [in, out/groups, kernel, kernel]
    private final Tensor bias; // [out]

    /** With PyTorch's initialisation: weight and bias uniform with bound 1 / sqrt(out/groups kernel^2). */
    public TransposedConv2d(int in, int out, int kernel, Window window, Init init) {
        Bounds.maybe("the channels of the layer before, and a kernel of 3")
                .atLeast(1, "in", in)
                .atLeast(1, "out", out)
                .atLeast(1, "kernel", kernel);
        if (in % window.groups() != 0 || out % window.groups() != 0) {
            throw new IllegalArgumentException(
                    "groups must divide the channels, " + in + " and " + out + ", but was " + window.groups() + ".");
        }
        this.window = window;
        long outOfGroup = out / window.groups();
        Initializer uniform = Initializer.fanIn(outOfGroup * kernel * kernel);
        weight = parameter("weight", init.at("weight").make(uniform, in, outOfGroup, kernel, kernel));
        bias = parameter("bias", init.at("bias").make(uniform, out));
    }

    /** [B, in, H, W] to [B, out, H', W']. */
    public Tensor forward(Tensor x) {
        return Convolution.transposed2d(x, weight, bias, window);
    }
}
