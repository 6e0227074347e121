package dev.jepa.models.action;

import dev.jepa.core.tensor.Tensor;
import java.time.Duration;

/**
 * Sequences of observations and the actions between them.
 *
 * @param observations [B, T, …]
 * @param actions [B, T - 1, A], or [B, T, A] with a last one that leads beyond the last observation
 * @param waited how long the step stood still until they were there
 */
public record ActionBatch(Tensor observations, Tensor actions, Duration waited) {}
