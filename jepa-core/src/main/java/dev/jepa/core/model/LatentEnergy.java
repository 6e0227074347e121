package dev.jepa.core.model;

import dev.jepa.core.tensor.Tensor;

/**
 * E(x, y, z): how badly y fits x when the latent variable z says what y holds beyond x (LeCun 2022, section 4.1).
 *
 * <p>A {@link LatentVariable} finds the z that fits best, and with it the free energy F(x, y).
 */
@FunctionalInterface
public interface LatentEnergy {
    /**
     * The energies of a batch of triples, differentiable in all three.
     *
     * @param x [B, …]
     * @param y [B, …]
     * @param latentVariable z, [B, Z]
     * @return [B]
     */
    Tensor energy(Tensor x, Tensor y, Tensor latentVariable);

    /** F(x, y) as an energy of pairs: what remains at the best z. */
    default EnergyFunction freeEnergy(LatentVariable latentVariable) {
        return (x, y) -> latentVariable.infer(this, x, y).freeEnergy();
    }
}
