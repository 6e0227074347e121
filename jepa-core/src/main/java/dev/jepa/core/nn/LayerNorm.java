package dev.jepa.core.nn;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.Normalization;
import dev.jepa.core.tensor.Tensor;

/**
 * Layer normalisation over the last axis (arXiv 1607.06450): (x - mean) / sqrt(var + epsilon) * weight + bias, with the
 * population variance. Parameters: {@code weight} [D] (ones), {@code bias} [D] (zeros).
 */
public final class LayerNorm extends Module {
    private final double epsilon;
    private final Tensor weight; // [D]
    private final Tensor bias; // [D]

    /** With PyTorch's epsilon, 1e-5. */
    public LayerNorm(int dim, Init init) {
        this(dim, 1e-5, init);
    }

    /** With another epsilon: vision transformers and ConvNeXt use 1e-6. */
    public LayerNorm(int dim, double epsilon, Init init) {
        Bounds.maybe("the width of the layer before, and an epsilon of 1e-5")
                .atLeast(1, "dim", dim)
                .positive("epsilon", epsilon);
        this.epsilon = epsilon;
        weight = parameter("weight", init.make(Initializer.ones(), dim));
        bias = parameter("bias", init.make(Initializer.zeros(), dim));
    }

    /** [..., D] to [..., D]. */
    public Tensor forward(Tensor x) {
        return Normalization.layerNorm(x, 1, weight, bias, epsilon);
    }

    /** The same over the channels of an image, [B, D, H, W] to [B, D, H, W], as ConvNeXt's LayerNorm2d. */
    public Tensor forwardChannels(Tensor x) {
        return forward(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2);
    }
}
