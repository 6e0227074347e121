package dev.jepa.examples.energy;

import dev.jepa.core.model.LatentVariable;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.losses.energy.Distance;
import dev.jepa.losses.energy.InformationTerm;
import dev.jepa.losses.energy.JepaObjective;
import dev.jepa.losses.energy.PredictiveEnergy;
import java.util.List;

/** F(x, y): the least ||Pred(Enc(x), z) - Enc(y)||^2 / (2 D) over z, trained by {@link JepaObjective}. */
final class JointEmbeddingModel extends PlaneModel {
    private static final int DIM = 8;

    private final Network contextEncoder;
    private final Network targetEncoder;
    private final Network predictor;
    private final JepaObjective objective;

    /** With a latent variable, and what keeps both encoders informative. */
    JointEmbeddingModel(LatentVariable latentVariable, InformationTerm information, Init init) {
        contextEncoder = child("context", new Network(1, DIM, init.at("context")));
        targetEncoder = child("target", new Network(1, DIM, init.at("target")));
        predictor = child("predictor", new Network(DIM + latentVariable.dim(), DIM, init.at("predictor")));
        PredictiveEnergy energy = new PredictiveEnergy(
                (sx, z, mode) -> predictor.forward(Tensors.concat(List.of(sx, z), 1)),
                Distance.SQUARED_EUCLIDEAN.times(0.5 / DIM),
                Mode.EVAL);
        objective = new JepaObjective(energy, latentVariable, information, information);
    }

    @Override
    public Tensor energy(Tensor x, Tensor y) {
        return objective
                .energy()
                .freeEnergy(objective.latentVariable())
                .energy(contextEncoder.forward(x.mul(ZOOM)), targetEncoder.forward(y.mul(ZOOM)));
    }

    @Override
    Tensor loss(Tensor x, Tensor y, Rng rng) {
        return objective
                .loss(contextEncoder.forward(x.mul(ZOOM)), targetEncoder.forward(y.mul(ZOOM)))
                .total();
    }
}
