package dev.jepa.losses.energy;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Initializer;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.losses.embedding.Embeddings;

/** E(x, y) = -x^T W y for representations [B, Dx] and [B, Dy]. Parameter: {@code weight} [Dx, Dy]. */
public final class BilinearEnergy extends Module implements EnergyFunction {
    private final Tensor weight; // [Dx, Dy]

    /** With weights N(0, 1 / Dx). */
    public BilinearEnergy(int xDim, int yDim, Init init) {
        Bounds.maybe("the encoders' dim()").atLeast(1, "xDim", xDim).atLeast(1, "yDim", yDim);
        weight = parameter("weight", init.at("weight").make(Initializer.normal(1 / Math.sqrt(xDim)), xDim, yDim));
    }

    @Override
    public Tensor energy(Tensor x, Tensor y) {
        Embeddings.requireExamples(x, weight.size(0), y, weight.size(1));
        return Embeddings.product(x, weight).mul(y).sum(1).neg(); // [B]
    }
}
