package dev.jepa.core.nn;

import dev.jepa.core.tensor.Tensor;

/** fc2(gelu(fc1(x))), the feed-forward part of a transformer block; parts {@code fc1} and {@code fc2} as in timm. */
public final class Mlp extends Module {
    private final Linear fc1;
    private final Linear fc2;

    /** With PyTorch's initialisation of linear layers. */
    public Mlp(int in, int hidden, int out, Init init) {
        fc1 = child("fc1", new Linear(in, hidden, init.at("fc1")));
        fc2 = child("fc2", new Linear(hidden, out, init.at("fc2")));
    }

    /** With these initial weights of the two layers and biases of zeros. */
    public Mlp(int in, int hidden, int out, Initializer weights1, Initializer weights2, Init init) {
        fc1 = child("fc1", new Linear(in, hidden, weights1, init.at("fc1")));
        fc2 = child("fc2", new Linear(hidden, out, weights2, init.at("fc2")));
    }

    /** [..., in] to [..., out]. */
    public Tensor forward(Tensor x) {
        return fc2.forward(fc1.forward(x).gelu());
    }
}
