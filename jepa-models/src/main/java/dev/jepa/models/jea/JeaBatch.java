package dev.jepa.models.jea;

import dev.jepa.core.tensor.Tensor;
import java.time.Duration;
import java.util.List;

/**
 * What a training step sees.
 *
 * @param views V views of the same N images, each [N, C, H, W], normalised, on the model's device
 * @param waited how long the training thread stood still until the images were there
 */
public record JeaBatch(List<Tensor> views, Duration waited) {
    public JeaBatch {
        views = List.copyOf(views);
    }
}
