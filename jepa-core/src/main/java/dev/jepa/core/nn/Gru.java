package dev.jepa.core.nn;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.Recurrent;
import dev.jepa.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A stack of gated recurrent units over a sequence (arXiv 1406.1078), as PyTorch's GRU.
 *
 * <p>Dimensions: T time, B batch, I inputs, H hidden, L layers. Parameters {@code weight_ih_l0} [3H, I],
 * {@code weight_hh_l0} [3H, H], {@code bias_ih_l0}, {@code bias_hh_l0} [3H] and likewise for the other layers, with gates in
 * the order reset, update, new; all uniform with bound 1 / sqrt(H).
 */
public final class Gru extends Module {
    private final List<Tensor> weights = new ArrayList<>();

    /**
     * The states of a sequence.
     *
     * @param states of the last layer after each step, [T, B, H]
     * @param last of every layer after the last step, [L, B, H]
     */
    public record Output(Tensor states, Tensor last) {}

    public Gru(int inputs, int hidden, int layers, Init init) {
        Bounds.maybe("one layer, of the inputs' width")
                .atLeast(1, "inputs", inputs)
                .atLeast(1, "hidden", hidden)
                .atLeast(1, "layers", layers);
        for (int layer = 0; layer < layers; layer++) {
            add("weight_ih_l" + layer, init, hidden, 3L * hidden, layer == 0 ? inputs : hidden);
            add("weight_hh_l" + layer, init, hidden, 3L * hidden, hidden);
            add("bias_ih_l" + layer, init, hidden, 3L * hidden);
            add("bias_hh_l" + layer, init, hidden, 3L * hidden);
        }
    }

    private void add(String name, Init init, int hidden, long... shape) {
        weights.add(parameter(name, init.at(name).make(Initializer.fanIn(hidden), shape)));
    }

    /**
     * Runs a sequence.
     *
     * @param x [T, B, I]
     * @param initial [L, B, H], the states before the first step
     */
    public Output forward(Tensor x, Tensor initial) {
        List<Tensor> pair = Recurrent.gru(x, initial, weights);
        return new Output(pair.get(0), pair.get(1));
    }
}
