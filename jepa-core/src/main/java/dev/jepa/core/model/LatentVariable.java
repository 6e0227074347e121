package dev.jepa.core.model;

import dev.jepa.core.tensor.Tensor;

/**
 * z: a variable that is never observed, of limited information, and how the best one is found (LeCun 2022, sections 4.1 and
 * 4.4).
 *
 * <p>What limits it (few values, few dimensions, sparsity, noise) is part of it: with an unlimited z every y fits every x.
 */
public interface LatentVariable {
    /** Z, the number of features of z. */
    int dim();

    /**
     * The best z for each pair and the free energy there. Inference itself is not recorded; the free energy is, with z held
     * fixed, which gives the right gradients in everything but z: at a minimum the derivative in z is 0.
     *
     * @param x [B, …]
     * @param y [B, …]
     */
    Inferred infer(LatentEnergy energy, Tensor x, Tensor y);

    /**
     * What inference found.
     *
     * @param latentVariable the minimiser z, [B, Z], without gradient
     * @param energy E(x, y, z) there, [B]
     * @param freeEnergy F(x, y), [B]: the energy at z plus what z itself costs, or the soft minimum over z
     */
    record Inferred(Tensor latentVariable, Tensor energy, Tensor freeEnergy) {}
}
