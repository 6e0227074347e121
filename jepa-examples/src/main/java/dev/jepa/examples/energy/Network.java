package dev.jepa.examples.energy;

import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Linear;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.Tensor;

/** Linear, GELU, Linear, GELU, Linear. */
final class Network extends Module {
    private static final int HIDDEN = 64;

    private final Linear first;
    private final Linear second;
    private final Linear last;

    Network(int in, int out, Init init) {
        first = child("0", new Linear(in, HIDDEN, init.at(0)));
        second = child("2", new Linear(HIDDEN, HIDDEN, init.at(2)));
        last = child("4", new Linear(HIDDEN, out, init.at(4)));
    }

    /** [B, in] to [B, out]. */
    Tensor forward(Tensor x) {
        return last.forward(second.forward(first.forward(x).gelu()).gelu());
    }
}
