package dev.jepa.core.model;

import dev.jepa.core.tensor.Tensor;

/**
 * A world model with a latent variable for what cannot be known: s_t+1 = Pred(s_t, a_t, z_t) with z_t from N(0, I) (LeCun 2022,
 * section 4.7).
 */
public interface LatentModel {
    /** Enc: observations [B, ...] to states [B, D]. */
    Tensor encode(Tensor observations);

    /**
     * Pred.
     *
     * @param states [B, D]
     * @param actions [B, A]
     * @param latents z, [B, Z]
     * @return [B, D]
     */
    Tensor predict(Tensor states, Tensor actions, Tensor latents);

    /** Z, the number of features of z. */
    int latentDim();
}
