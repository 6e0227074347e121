package dev.jepa.examples.doublependulum;

import dev.jepa.core.model.Encoder;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Linear;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** A perceptron over a short history, GELU between its layers {@code 0}, {@code 1} …: [B, K, 6] to [B, D]. */
final class HistoryEncoder extends Module implements Encoder {
    private final List<Linear> layers = new ArrayList<>();
    private final int dim;

    HistoryEncoder(DoublePendulumRun.Encoder config, int history, Init init) {
        this.dim = config.dim();
        int in = history * Features.COUNT;
        for (int i = 0; i <= config.depth(); i++) {
            int out = i == config.depth() ? dim : config.hidden();
            layers.add(child(Integer.toString(i), new Linear(in, out, init.at(i))));
            in = out;
        }
    }

    @Override
    public Tensor encode(Tensor histories, Mode mode) {
        Tensor x = layers.get(0).forward(histories.flatten(1, 2)); // [B, hidden]
        for (Linear layer : layers.subList(1, layers.size())) {
            x = layer.forward(x.gelu());
        }
        return x;
    }

    @Override
    public int dim() {
        return dim;
    }
}
