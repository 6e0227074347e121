package dev.jepa.examples.doublependulum;

import dev.jepa.core.model.Encoder;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Linear;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A linear map of a short history plus a perceptron over it: [B, K, 6] to [B, D].
 *
 * <p>Parts {@code linear}, and {@code 0}, {@code 1} … with GELU between. Small motions of a pendulum are nearly linear.
 */
final class HistoryEncoder extends Module implements Encoder {
    private final Linear linear; // [D, 6 K]
    private final List<Linear> layers = new ArrayList<>();
    private final int dim;

    HistoryEncoder(DoublePendulumRun.Encoder config, int history, Init init) {
        this.dim = config.dim();
        int in = history * Features.COUNT;
        linear = child("linear", new Linear(in, dim, init.at("linear")));
        for (int i = 0; i <= config.depth() && config.depth() > 0; i++) {
            int out = i == config.depth() ? dim : config.hidden();
            layers.add(child(Integer.toString(i), new Linear(in, out, init.at(i))));
            in = out;
        }
    }

    @Override
    public Tensor encode(Tensor histories, Mode mode) {
        Tensor flat = histories.flatten(1, 2); // [B, 6 K]
        if (layers.isEmpty()) {
            return linear.forward(flat);
        }
        Tensor x = layers.get(0).forward(flat); // [B, hidden]
        for (Linear layer : layers.subList(1, layers.size())) {
            x = layer.forward(x.gelu());
        }
        return linear.forward(flat).add(x);
    }

    @Override
    public int dim() {
        return dim;
    }
}
