package dev.jepa.losses.energy;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.model.LatentEnergy;
import dev.jepa.core.model.LatentVariable;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;

/**
 * z is one of K values, a one-hot vector [K]: at most ln K nats. Inference tries them all.
 *
 * <p>Free energy: min_z E(x, y, z), or -1/beta ln mean_z exp(-beta E(x, y, z)).
 *
 * @param dim K
 * @param inverseTemperature beta; infinite for the minimum
 */
public record DiscreteLatent(int dim, double inverseTemperature) implements LatentVariable {
    public DiscreteLatent {
        Bounds.maybe("2").atLeast(1, "dim", dim);
        SoftMin.require(inverseTemperature);
    }

    /** K values, free energy by the minimum. */
    public static DiscreteLatent of(int values) {
        return new DiscreteLatent(values, Double.POSITIVE_INFINITY);
    }

    @Override
    public Inferred infer(LatentEnergy energy, Tensor x, Tensor y) {
        Tensor values = Tensors.eye(dim, dim, DType.FLOAT32).to(y.dtype()).to(y.device());
        return Candidates.best(energy, x, y, values, inverseTemperature);
    }
}
