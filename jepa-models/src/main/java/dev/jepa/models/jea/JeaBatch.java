package dev.jepa.models.jea;

import java.time.Duration;

/**
 * What a training step sees.
 *
 * @param views of the same N images, normalised, on the model's device
 * @param waited how long the training thread stood still until the images were there
 */
public record JeaBatch(ImageViews views, Duration waited) {}
