package dev.jepa.planning.agent;

import dev.jepa.core.model.WorldModel;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;

/**
 * What a policy would do, in imagination.
 *
 * @param states s_1 ... s_H, [B, H, D]
 * @param actions a_0 ... a_H-1, [B, H, A]
 */
record Rollout(Tensor states, Tensor actions) {
    /** The policy from states [B, D] to goals [B, D] or [1, D]. */
    static Rollout of(Actor actor, WorldModel model, Tensor starts, Tensor goals, int horizon) {
        List<Tensor> states = new ArrayList<>();
        List<Tensor> actions = new ArrayList<>();
        Tensor state = starts;
        for (int t = 0; t < horizon; t++) {
            Tensor action = actor.act(state, goals);
            state = model.predict(state, action);
            actions.add(action);
            states.add(state);
        }
        return new Rollout(Tensors.stack(states, 1), Tensors.stack(actions, 1));
    }
}
