package dev.jepa.core.nn;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.Recurrent;
import dev.jepa.core.tensor.Tensor;
import java.util.List;

/**
 * One step of a gated recurrent unit (arXiv 1406.1078), as PyTorch's GRUCell: h' = (1 - z) n + z h.
 *
 * <p>Parameters {@code weight_ih} [3H, I], {@code weight_hh} [3H, H], {@code bias_ih}, {@code bias_hh} [3H], with gates in
 * the order reset, update, new; all uniform with bound 1 / sqrt(H).
 */
public final class GruCell extends Module {
    private final List<Tensor> weights;

    public GruCell(int inputs, int hidden, Init init) {
        Bounds.maybe("as many as the inputs").atLeast(1, "inputs", inputs).atLeast(1, "hidden", hidden);
        weights = List.of(
                make("weight_ih", init, hidden, 3L * hidden, inputs),
                make("weight_hh", init, hidden, 3L * hidden, hidden),
                make("bias_ih", init, hidden, 3L * hidden),
                make("bias_hh", init, hidden, 3L * hidden));
    }

    private Tensor make(String name, Init init, int hidden, long... shape) {
        return parameter(name, init.at(name).make(Initializer.fanIn(hidden), shape));
    }

    /** Input [B, I] and state [B, H] to the next state [B, H]. */
    public Tensor forward(Tensor x, Tensor state) {
        return Recurrent.gruCell(x, state, weights);
    }
}
