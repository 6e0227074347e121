package dev.jepa.models.finetune;

import dev.jepa.core.tensor.Tensor;
import java.time.Duration;

/**
 * What a step learns from.
 *
 * @param images [B, C, H, W]
 * @param labels int64 [B]
 * @param waited how long they were waited for
 */
public record LabeledBatch(Tensor images, Tensor labels, Duration waited) {}
