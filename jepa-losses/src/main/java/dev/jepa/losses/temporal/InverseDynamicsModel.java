package dev.jepa.losses.temporal;

import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Linear;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.List;

/**
 * eb_jepa's reader of actions: Linear, ReLU, Linear, ReLU, Linear on [s_t, s_t+1].
 *
 * <p>Parts are named as there: {@code model.0}, {@code model.2}, {@code model.4}.
 */
public final class InverseDynamicsModel extends Module implements ActionReader {
    private final Linear first; // [hidden, 2 D]
    private final Linear second; // [hidden, hidden]
    private final Linear last; // [A, hidden]

    /** For states of D = {@code stateDim} features and actions of A = {@code actionDim}. */
    public InverseDynamicsModel(int stateDim, int hidden, int actionDim, Init init) {
        first = child("model.0", new Linear(2 * stateDim, hidden, init.at("model.0")));
        second = child("model.2", new Linear(hidden, hidden, init.at("model.2")));
        last = child("model.4", new Linear(hidden, actionDim, init.at("model.4")));
    }

    @Override
    public Tensor read(Tensor from, Tensor to) {
        Tensor pair = Tensors.concat(List.of(from, to), -1); // [..., 2 D]
        return last.forward(second.forward(first.forward(pair).relu()).relu()); // [..., A]
    }
}
