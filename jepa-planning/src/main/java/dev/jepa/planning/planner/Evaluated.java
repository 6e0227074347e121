package dev.jepa.planning.planner;

import dev.jepa.core.tensor.Tensor;

/**
 * Candidates and what they cost.
 *
 * @param actions [K, H, A], as they were evaluated: within the bounds
 * @param costs [K]; infinite where model or cost gave no finite number, or the budget had ended
 */
public record Evaluated(Tensor actions, Tensor costs) {}
