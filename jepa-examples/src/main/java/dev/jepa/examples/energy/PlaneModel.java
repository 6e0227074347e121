package dev.jepa.examples.energy;

import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;

/** An energy of pairs x, y [B, 1] with parameters, and the loss that trains it; energies are about 1 for unrelated pairs. */
abstract class PlaneModel extends Module implements EnergyFunction {
    /** Networks see coordinates times this, so that they start with some curvature. */
    static final double ZOOM = 3;

    /** What a step minimises, a scalar. */
    abstract Tensor loss(Tensor x, Tensor y, Rng rng);
}
