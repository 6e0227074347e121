package dev.jepa.core.nn;

import dev.jepa.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The expander of VICReg and projector of Barlow Twins: (Linear, BatchNorm, ReLU) for each hidden size, then a Linear
 * without bias (arXiv 2105.04906, section 4.2).
 *
 * <p>Parts are numbered as the official {@code nn.Sequential}: {@code 0} Linear, {@code 1} BatchNorm, {@code 3} Linear …
 */
public final class Projector extends Module {
    private final List<Linear> linears = new ArrayList<>();
    private final List<BatchNorm> norms = new ArrayList<>();
    private final Linear last;

    private Projector(List<Integer> sizes, boolean hiddenBias, Init init) {
        if (sizes.size() < 2) {
            throw new IllegalArgumentException("A projector needs at least two sizes, input and output, but got "
                    + sizes + ".\nMaybe [512, 2048, 2048].");
        }
        int hidden = sizes.size() - 2;
        for (int i = 0; i < hidden; i++) {
            int at = 3 * i;
            int in = sizes.get(i);
            int out = sizes.get(i + 1);
            linears.add(child(
                    "" + at, hiddenBias ? new Linear(in, out, init.at(at)) : Linear.withoutBias(in, out, init.at(at))));
            norms.add(child("" + (at + 1), new BatchNorm(out, init.at(at + 1))));
        }
        last = child(
                "" + 3 * hidden, Linear.withoutBias(sizes.get(hidden), sizes.get(hidden + 1), init.at(3L * hidden)));
    }

    /** VICReg's: hidden layers have a bias. Sizes from input to output: {@code [2048, 8192, 8192, 8192]}. */
    public static Projector vicReg(List<Integer> sizes, Init init) {
        return new Projector(sizes, true, init);
    }

    /** Barlow Twins': hidden layers have none. Sizes from input to output: {@code [2048, 8192, 8192, 8192]}. */
    public static Projector barlowTwins(List<Integer> sizes, Init init) {
        return new Projector(sizes, false, init);
    }

    /** [B, first size] to [B, last size]. */
    public Tensor forward(Tensor x, Mode mode) {
        Tensor y = x;
        for (int i = 0; i < linears.size(); i++) {
            y = norms.get(i).forward(linears.get(i).forward(y), mode).relu();
        }
        return last.forward(y);
    }
}
