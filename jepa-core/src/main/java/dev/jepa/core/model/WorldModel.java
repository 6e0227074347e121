package dev.jepa.core.model;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;

/**
 * Predicts what actions lead to, in representation space: s_0 = Enc(x), s_t+1 = Pred(s_t, a_t) (LeCun 2022, section 3.1).
 * All that a planner sees of a model.
 */
public interface WorldModel {
    /**
     * Enc: the state that observations show.
     *
     * @param observations [B, …]
     * @return [B, D]
     */
    Tensor encode(Tensor observations);

    /**
     * Pred: the next state, differentiable in state and action.
     *
     * @param states [B, D]
     * @param actions [B, A]
     * @return [B, D]
     */
    Tensor predict(Tensor states, Tensor actions);

    /**
     * The states that a sequence of actions leads to.
     *
     * @param states s_0, [B, D]
     * @param actions a_0 … a_T-1, [B, T, A]
     * @return s_1 … s_T, [B, T, D]
     */
    default Tensor unroll(Tensor states, Tensor actions) {
        List<Tensor> unrolled = new ArrayList<>();
        Tensor state = states;
        for (int t = 0; t < actions.size(1); t++) {
            state = predict(state, actions.select(1, t));
            unrolled.add(state);
        }
        return Tensors.stack(unrolled, 1);
    }
}
