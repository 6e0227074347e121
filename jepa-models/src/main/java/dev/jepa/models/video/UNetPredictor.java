package dev.jepa.models.video;

import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Tensor;

/**
 * The next map by a U-Net that sees the last K as channels, [B, K D, H, W].
 *
 * <p>Part {@code predictor}; with K = 2 it is eb_jepa's StateOnlyPredictor around its ResUNet.
 */
public final class UNetPredictor extends VideoPredictor {
    private final int contextLength;
    private final int dim;
    private final ResUNet network;

    /** For maps of D = {@code dim} features, of which K = {@code contextLength} are seen, with h = {@code width}. */
    public UNetPredictor(int dim, int contextLength, int width, Init init) {
        if (contextLength < 1) {
            throw new IllegalArgumentException(
                    "contextLength must be >= 1 but was " + contextLength + ".\nMaybe 2, so that motion shows.");
        }
        this.contextLength = contextLength;
        this.dim = dim;
        network = child("predictor", new ResUNet(contextLength * dim, width, dim, init.at("predictor")));
    }

    @Override
    public int contextLength() {
        return contextLength;
    }

    @Override
    public Tensor step(Tensor context, Mode mode) {
        if (context.shape().rank() != 5 || context.size(1) != contextLength || context.size(2) != dim) {
            throw new IllegalArgumentException(
                    "The context must be [B, " + contextLength + ", " + dim + ", H, W] but was " + context.shape()
                            + ".\nMaybe the encoder's dim differs from the predictor's.");
        }
        return network.forward(context.flatten(1, 2), mode); // [B, D, H, W]
    }
}
