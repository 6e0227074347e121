package dev.jepa.models.action;

import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Initializer;
import dev.jepa.core.nn.Linear;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A residual multilayer perceptron: s_t+1 = s_t + f([s_t, a_t]), ReLU between the layers {@code 0}, {@code 1} …
 *
 * <p>With a linear part, s_t+1 = s_t + W [s_t, a_t] + f([s_t, a_t]), where W ({@code linear}) begins at zero.
 */
public final class MlpPredictor extends ActionPredictor {
    private final List<Linear> layers = new ArrayList<>();
    private final Optional<Linear> linear; // [D, D + E]

    /**
     * A predictor.
     *
     * @param actionDim E
     * @param dim D
     * @param hidden width of the hidden layers
     * @param depth number of hidden layers
     * @param withLinear whether it has a linear part
     */
    public MlpPredictor(int actionDim, int dim, int hidden, int depth, boolean withLinear, Init init) {
        int in = dim + actionDim;
        linear = withLinear
                ? Optional.of(child("linear", new Linear(in, dim, Initializer.zeros(), init.at("linear"))))
                : Optional.empty();
        for (int i = 0; i < depth; i++) {
            layers.add(child(Integer.toString(i), new Linear(in, hidden, init.at(i))));
            in = hidden;
        }
        layers.add(child(Integer.toString(depth), new Linear(in, dim, init.at(depth))));
    }

    @Override
    public Tensor step(Tensor states, Tensor actions, Mode mode) {
        Tensor both = Tensors.concat(List.of(states, actions), 1); // [B, D + E]
        Tensor x = both;
        for (Linear hidden : layers.subList(0, layers.size() - 1)) {
            x = hidden.forward(x).relu();
        }
        Tensor next = states.add(layers.get(layers.size() - 1).forward(x));
        return linear.map(w -> next.add(w.forward(both))).orElse(next);
    }
}
