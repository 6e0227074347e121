package dev.jepa.models.action;

import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;

/**
 * Pred: the representations that actions lead to.
 *
 * <p>Legend: B batch, T time, D features, E features of an encoded action.
 */
public abstract class ActionPredictor extends Module {
    /**
     * The next state.
     *
     * @param states [B, D]
     * @param actions [B, E]
     * @return [B, D]
     */
    public abstract Tensor step(Tensor states, Tensor actions, Mode mode);

    /**
     * The states that follow s_0, each predicted from the prediction before it.
     *
     * @param states s_0, [B, D]
     * @param actions [B, T, E]
     * @return s_1 … s_T, [B, T, D]
     */
    public Tensor unroll(Tensor states, Tensor actions, Mode mode) {
        List<Tensor> unrolled = new ArrayList<>();
        Tensor state = states;
        for (int t = 0; t < actions.size(1); t++) {
            state = step(state, actions.select(1, t), mode.at(t));
            unrolled.add(state);
        }
        return Tensors.stack(unrolled, 1);
    }
}
