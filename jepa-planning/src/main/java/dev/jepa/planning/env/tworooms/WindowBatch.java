package dev.jepa.planning.env.tworooms;

import dev.jepa.core.tensor.Tensor;

/**
 * Pieces of trajectories, all of one length L; tensors of the scope that was open when they were drawn.
 *
 * @param observations uint8 [B, L, 2, size, size]: agent, walls
 * @param actions float32 [B, L - 1, 2]: action t leads from observation t to t + 1
 * @param positions float32 [B, L, 2]: (x, y), for probes
 */
public record WindowBatch(Tensor observations, Tensor actions, Tensor positions) {}
