package dev.jepa.models.ijepa;

import dev.jepa.core.tensor.Tensor;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a training step sees.
 *
 * @param images [B, C, H, W], normalised, on the model's device
 * @param masks context and target patches of the B images
 * @param other another view of the B images, if that is to be predicted
 * @param waited how long the training thread stood still until the images were there
 */
public record IJepaBatch(
        Tensor images, Masks masks, @Nullable OtherView other, Duration waited) {
    /** Of one view. */
    public IJepaBatch(Tensor images, Masks masks, Duration waited) {
        this(images, masks, null, waited);
    }
}
