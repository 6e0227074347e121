package dev.jepa.models.jea;

import dev.jepa.core.model.Encoder;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Linear;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.Tensor;

/** A user's encoder: a tanh layer from vectors [N, 16] to [N, 8]. */
final class TinyEncoder extends Module implements Encoder {
    static final int IN = 16;

    private final Linear layer;

    TinyEncoder(Init init) {
        layer = child("layer", new Linear(IN, dim(), init.at("layer")));
    }

    @Override
    public Tensor encode(Tensor observations, Mode mode) {
        return layer.forward(observations).tanh();
    }

    @Override
    public int dim() {
        return 8;
    }
}
