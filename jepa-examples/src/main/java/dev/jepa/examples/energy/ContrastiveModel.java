package dev.jepa.examples.energy;

import dev.jepa.core.nn.Init;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.losses.contrastive.SquareSquare;
import dev.jepa.losses.energy.MlpEnergy;

/** An energy of any form, pulled to 0 on the data and pushed to 1 at y drawn uniformly. */
final class ContrastiveModel extends PlaneModel {
    private static final double REACH = 1.2;

    private final MlpEnergy network;
    private final SquareSquare loss = new SquareSquare(1);

    ContrastiveModel(Init init) {
        network = child("energy", new MlpEnergy(1, 1, 64, init));
    }

    @Override
    public Tensor energy(Tensor x, Tensor y) {
        return network.energy(x.mul(ZOOM), y.mul(ZOOM)).softplus();
    }

    @Override
    Tensor loss(Tensor x, Tensor y, Rng rng) {
        Tensor other = Tensors.uniform(rng, -REACH, REACH, y.size(0), 1).to(y.device());
        return loss.loss(energy(x, y), energy(x, other)).total();
    }
}
