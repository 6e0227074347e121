package dev.jepa.models.generative;

import dev.jepa.core.tensor.Tensor;
import java.time.Duration;

/**
 * What a training step sees.
 *
 * @param images [B, C, H, W], normalised, on the model's device
 * @param waited how long the training thread stood still until the images were there
 */
public record ImagesBatch(Tensor images, Duration waited) {}
