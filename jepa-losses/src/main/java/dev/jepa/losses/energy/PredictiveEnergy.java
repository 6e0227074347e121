package dev.jepa.losses.energy;

import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.model.LatentEnergy;
import dev.jepa.core.model.Predictor;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Tensor;

/**
 * E(s_x, s_y, z) = D(s_y, Pred(s_x, z)): the energy of a JEPA (LeCun 2022, section 4.4).
 *
 * @param predictor Pred, conditioned on z
 * @param distance D
 * @param mode how the predictor runs
 */
public record PredictiveEnergy(Predictor<Tensor> predictor, EnergyFunction distance, Mode mode)
        implements LatentEnergy {
    @Override
    public Tensor energy(Tensor x, Tensor y, Tensor latentVariable) {
        return distance.energy(predictor.predict(x, latentVariable, mode), y);
    }
}
