package dev.jepa.losses.energy;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.Tensor;

/**
 * R(z): a price on the information of a latent variable (LeCun 2022, section 4.5).
 *
 * <p>The other ways of limiting it need no price: few values ({@link DiscreteLatent}), few dimensions, noise
 * ({@link NoisyLatent}).
 */
@FunctionalInterface
public interface LatentRegularizer {
    /** The price of each z, [B, Z] to [B]. */
    Tensor cost(Tensor latentVariable);

    /** Nothing: z is limited by its dimensions alone. */
    static LatentRegularizer none() {
        return z -> z.mul(0.0).sum(1);
    }

    /** weight sum |z|: sparsity. */
    static LatentRegularizer absolute(double weight) {
        require(weight);
        return z -> z.abs().sum(1).mul(weight);
    }

    /** weight sum z^2. */
    static LatentRegularizer squared(double weight) {
        require(weight);
        return z -> z.square().sum(1).mul(weight);
    }

    /**
     * weight KL(N(z, std^2 I) || N(0, I)), in nats: what z tells when noise of a standard deviation is added to it.
     *
     * <p>Source: variational autoencoders, arXiv 1312.6114, appendix B.
     */
    static LatentRegularizer gaussianInformation(double weight, double std) {
        require(weight);
        if (!(std > 0)) {
            throw new IllegalArgumentException("std must be > 0 but was " + std + ".\nMaybe 0.5 was meant.");
        }
        double constant = std * std - 1 - 2 * Math.log(std);
        return z -> z.square().add(constant).sum(1).mul(weight / 2);
    }

    private static void require(double weight) {
        Bounds.maybe("0.1").notNegative("weight", weight);
    }
}
