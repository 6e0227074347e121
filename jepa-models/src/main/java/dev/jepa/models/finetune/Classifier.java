package dev.jepa.models.finetune;

import dev.jepa.core.model.Encoder;
import dev.jepa.core.model.Representations;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Initializer;
import dev.jepa.core.nn.Linear;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.Tensor;

/**
 * An encoder, the mean over its tokens if it has any, and a linear layer: images to logits [B, classes].
 *
 * <p>Parts {@code encoder} and {@code head}; closing it closes the encoder. The head starts near 0, so that the first gradients
 * that reach the encoder are small.
 */
public final class Classifier extends Module {
    private static final double HEAD_STD = 0.01;

    private final Encoder encoder;
    private final Linear head;

    /**
     * A classifier around an encoder, which it takes over.
     *
     * @param classes at least 2
     * @param init of the head
     */
    public <E extends Module & Encoder> Classifier(E encoder, int classes, Init init) {
        if (classes < 2) {
            throw new IllegalArgumentException("classes must be >= 2 but was " + classes + ".");
        }
        this.encoder = child("encoder", encoder);
        head = child(
                "head", new Linear(encoder.dim(), classes, Initializer.truncatedNormal(HEAD_STD), init.at("head")));
    }

    /** Logits [B, classes] of images [B, C, H, W]. */
    public Tensor forward(Tensor images, Mode mode) {
        return head.forward(Representations.pooled(encoder, images, mode.at("encoder"))); // [B, D] to [B, classes]
    }
}
