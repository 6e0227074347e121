package dev.jepa.core.nn;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.Convolution;
import dev.jepa.core.tensor.Convolution.Window;
import dev.jepa.core.tensor.Tensor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Convolution of images with a square kernel: [B, in, H, W] to [B, out, H', W']. Parameters: {@code weight}
 * [out, in/groups, kernel, kernel], {@code bias} [out].
 */
public final class Conv2d extends Module {
    private final Window window;
    private final Tensor weight; // [out, in/groups, kernel, kernel]
    private final @Nullable Tensor bias; // [out]

    /** With PyTorch's initialisation: weight and bias uniform with bound 1 / sqrt(inputs of one output). */
    public Conv2d(int in, int out, int kernel, Window window, Init init) {
        this(in, out, kernel, window, fanIn(in, kernel, window), fanIn(in, kernel, window), init);
    }

    /** With these initial weights and a bias of zeros. */
    public Conv2d(int in, int out, int kernel, Window window, Initializer weights, Init init) {
        this(in, out, kernel, window, weights, Initializer.zeros(), init);
    }

    private Conv2d(
            int in, int out, int kernel, Window window, Initializer weights, @Nullable Initializer biases, Init init) {
        Bounds.maybe("the channels of the layer before, and a kernel of 3")
                .atLeast(1, "in", in)
                .atLeast(1, "out", out)
                .atLeast(1, "kernel", kernel);
        if (in % window.groups() != 0 || out % window.groups() != 0) {
            throw new IllegalArgumentException(
                    "groups must divide the channels, " + in + " and " + out + ", but was " + window.groups() + ".");
        }
        this.window = window;
        weight = parameter("weight", init.at("weight").make(weights, out, in / window.groups(), kernel, kernel));
        bias = biases == null ? null : parameter("bias", init.at("bias").make(biases, out));
    }

    /** Without a bias, with these initial weights. */
    public static Conv2d withoutBias(int in, int out, int kernel, Window window, Initializer weights, Init init) {
        return new Conv2d(in, out, kernel, window, weights, null, init);
    }

    private static Initializer fanIn(int in, int kernel, Window window) {
        return Initializer.fanIn((long) in / window.groups() * kernel * kernel);
    }

    /** [B, in, H, W] to [B, out, H', W']. */
    public Tensor forward(Tensor x) {
        return Convolution.conv2d(x, weight, bias, window);
    }

    /** The kernel. */
    public Tensor weight() {
        return weight;
    }

    /** b [out], if there is one. */
    public Optional<Tensor> bias() {
        return Optional.ofNullable(bias);
    }
}
