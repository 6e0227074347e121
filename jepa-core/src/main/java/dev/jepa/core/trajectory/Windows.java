package dev.jepa.core.trajectory;

import dev.jepa.core.tensor.Tensor;
import java.time.Duration;

/**
 * Pieces of episodes, all of one length; tensors of the scope that was open when they were drawn.
 *
 * @param observations uint8 or float32 [B, L, …]
 * @param actions float32 [B, L - 1, K A]: the K actions that lead from each observation to the next
 * @param proprioception float32 [B, L, P]
 * @param waited how long the caller stood still until they were there
 */
public record Windows(Tensor observations, Tensor actions, Tensor proprioception, Duration waited) {}
