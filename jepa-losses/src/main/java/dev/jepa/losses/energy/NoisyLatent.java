package dev.jepa.losses.energy;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.model.LatentEnergy;
import dev.jepa.core.model.LatentVariable;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;

/**
 * z is noise, N(0, std^2 I): the free energy averages over it, -1/beta ln E_z exp(-beta E(x, y, z)), estimated from samples.
 *
 * <p>The best sample stands for z. The samples are the key's; a training step takes its own with {@link #at}.
 *
 * @param dim Z
 * @param samples how many are drawn, the same for all pairs of a batch
 * @param std of z
 * @param inverseTemperature beta; infinite for the best sample's energy
 * @param rng the key
 */
public record NoisyLatent(int dim, int samples, double std, double inverseTemperature, Rng rng)
        implements LatentVariable {
    public NoisyLatent {
        Bounds.maybe("1 feature, 64 samples and a std of 1")
                .atLeast(1, "dim", dim)
                .atLeast(1, "samples", samples)
                .positive("std", std);
        SoftMin.require(inverseTemperature);
    }

    /** With the samples of a step. */
    public NoisyLatent at(long step) {
        return new NoisyLatent(dim, samples, std, inverseTemperature, rng.at(step));
    }

    @Override
    public Inferred infer(LatentEnergy energy, Tensor x, Tensor y) {
        Tensor values = Tensors.normal(rng, samples, dim).mul(std).to(y.dtype()).to(y.device());
        return Candidates.best(energy, x, y, values, inverseTemperature);
    }
}
