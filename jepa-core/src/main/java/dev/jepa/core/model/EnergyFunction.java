package dev.jepa.core.model;

import dev.jepa.core.tensor.Tensor;

/**
 * E(x, y): low for compatible pairs, higher for all others (LeCun 2022, section 3.2).
 *
 * <p>A cost of a plan is one too: x holds the predicted states [B, T, …] and y the actions [B, T, A] that led to them.
 */
@FunctionalInterface
public interface EnergyFunction {
    /**
     * The energies of a batch of pairs, differentiable in both.
     *
     * @param x [B, …]
     * @param y [B, …]
     * @return [B]
     */
    Tensor energy(Tensor x, Tensor y);

    /** The sum of two energies. */
    default EnergyFunction plus(EnergyFunction other) {
        return (x, y) -> energy(x, y).add(other.energy(x, y));
    }

    /** This energy multiplied by a weight. */
    default EnergyFunction times(double weight) {
        return (x, y) -> energy(x, y).mul(weight);
    }
}
