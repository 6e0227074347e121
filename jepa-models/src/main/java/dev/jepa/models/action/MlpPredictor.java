package dev.jepa.models.action;

import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Linear;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Recurrent;
import dev.jepa.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** A residual multilayer perceptron: s_t+1 = s_t + f([s_t, a_t]), ReLU between the layers {@code 0}, {@code 1} … */
public final class MlpPredictor extends ActionPredictor {
    private final List<Tensor> weights = new ArrayList<>();
    private final List<Tensor> biases = new ArrayList<>();

    /**
     * A predictor.
     *
     * @param actionDim E
     * @param dim D
     * @param hidden width of the hidden layers
     * @param depth number of hidden layers
     */
    public MlpPredictor(int actionDim, int dim, int hidden, int depth, Init init) {
        super(actionDim, dim);
        int in = dim + actionDim;
        for (int i = 0; i < depth; i++) {
            add(i, new Linear(in, hidden, init.at(i)));
            in = hidden;
        }
        add(depth, new Linear(in, dim, init.at(depth)));
    }

    private void add(int i, Linear layer) {
        child(Integer.toString(i), layer);
        weights.add(layer.weight());
        biases.add(layer.bias().orElseThrow());
    }

    @Override
    public Tensor step(Tensor states, Tensor actions, Mode mode) {
        requireStep(states, actions);
        return unroll(states, actions.unsqueeze(1), mode).squeeze(1);
    }

    @Override
    public Tensor unroll(Tensor states, Tensor actions, Mode mode) {
        requireSequence(states, actions);
        return Recurrent.residualPerceptron(states, actions, weights, biases);
    }
}
