package dev.jepa.models.action;

import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Linear;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;

/** A residual multilayer perceptron: s_t+1 = s_t + f([s_t, a_t]), ReLU between the layers {@code 0}, {@code 1} … */
public final class MlpPredictor extends ActionPredictor {
    private final List<Linear> layers = new ArrayList<>();

    /**
     * A predictor.
     *
     * @param actionDim E
     * @param dim D
     * @param hidden width of the hidden layers
     * @param depth number of hidden layers
     */
    public MlpPredictor(int actionDim, int dim, int hidden, int depth, Init init) {
        int in = dim + actionDim;
        for (int i = 0; i < depth; i++) {
            layers.add(child(Integer.toString(i), new Linear(in, hidden, init.at(i))));
            in = hidden;
        }
        layers.add(child(Integer.toString(depth), new Linear(in, dim, init.at(depth))));
    }

    @Override
    public Tensor step(Tensor states, Tensor actions, Mode mode) {
        Tensor x = Tensors.concat(List.of(states, actions), 1); // [B, D + E]
        for (Linear hidden : layers.subList(0, layers.size() - 1)) {
            x = hidden.forward(x).relu();
        }
        return states.add(layers.get(layers.size() - 1).forward(x));
    }
}
