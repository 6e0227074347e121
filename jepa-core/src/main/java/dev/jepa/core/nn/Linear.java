package dev.jepa.core.nn;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.LinearAlgebra;
import dev.jepa.core.tensor.Tensor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** y = x W^T + b over the last axis: [..., in] to [..., out]. Parameters: {@code weight} [out, in], {@code bias} [out]. */
public final class Linear extends Module {
    private final Tensor weight; // [out, in]
    private final @Nullable Tensor bias; // [out]

    /** With PyTorch's initialisation: weight and bias uniform with bound 1 / sqrt(in). */
    public Linear(int in, int out, Init init) {
        this(in, out, Initializer.fanIn(in), Initializer.fanIn(in), init);
    }

    /** With these initial weights and a bias of zeros. */
    public Linear(int in, int out, Initializer weights, Init init) {
        this(in, out, weights, Initializer.zeros(), init);
    }

    private Linear(int in, int out, Initializer weights, @Nullable Initializer biases, Init init) {
        Bounds.maybe("the width of the layer before").atLeast(1, "in", in).atLeast(1, "out", out);
        weight = parameter("weight", init.at("weight").make(weights, out, in));
        bias = biases == null ? null : parameter("bias", init.at("bias").make(biases, out));
    }

    /** Without a bias, with PyTorch's initialisation. */
    public static Linear withoutBias(int in, int out, Init init) {
        return withoutBias(in, out, Initializer.fanIn(in), init);
    }

    /** Without a bias, with these initial weights. */
    public static Linear withoutBias(int in, int out, Initializer weights, Init init) {
        return new Linear(in, out, weights, null, init);
    }

    /** [..., in] to [..., out]. */
    public Tensor forward(Tensor x) {
        return LinearAlgebra.linear(x, weight, bias);
    }

    /** W [out, in]. */
    public Tensor weight() {
        return weight;
    }

    /** b [out], if there is one. */
    public Optional<Tensor> bias() {
        return Optional.ofNullable(bias);
    }
}
