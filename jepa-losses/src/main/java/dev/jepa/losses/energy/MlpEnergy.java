package dev.jepa.losses.energy;

import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Linear;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.losses.embedding.Embeddings;
import java.util.List;

/**
 * E(x, y) of any form: a network of two hidden layers on [x, y], [B, Dx + Dy]. Parts: {@code fc1}, {@code fc2}, {@code fc3}.
 *
 * <p>Nothing bounds it from below; train it with a loss that asks for a finite gap.
 */
public final class MlpEnergy extends Module implements EnergyFunction {
    private final int xDim;
    private final int yDim;
    private final Linear fc1;
    private final Linear fc2;
    private final Linear fc3;

    /** For representations of Dx = {@code xDim} and Dy = {@code yDim} features. */
    public MlpEnergy(int xDim, int yDim, int hidden, Init init) {
        this.xDim = xDim;
        this.yDim = yDim;
        fc1 = child("fc1", new Linear(xDim + yDim, hidden, init.at("fc1")));
        fc2 = child("fc2", new Linear(hidden, hidden, init.at("fc2")));
        fc3 = child("fc3", new Linear(hidden, 1, init.at("fc3")));
    }

    @Override
    public Tensor energy(Tensor x, Tensor y) {
        Embeddings.requireExamples(x, xDim, y, yDim);
        Tensor pair = Tensors.concat(List.of(x, y), 1); // [B, Dx + Dy]
        Tensor hidden = fc2.forward(fc1.forward(pair).gelu()).gelu();
        return fc3.forward(hidden).squeeze(1); // [B]
    }
}
