package dev.jepa.planning.planner;

import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.model.WorldModel;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.planning.action.ActionBounds;

/**
 * What to plan for: argmin over a_0 … a_H-1 of cost(s_1 … s_H, a_0 … a_H-1) with s_t+1 = model(s_t, a_t).
 *
 * @param model predicts states
 * @param cost of predicted states [K, H, D] and their actions [K, H, A]
 * @param bounds of the actions
 * @param horizon H, the number of actions
 * @param state s_0, [1, D]: encoded once, however many candidates; its type and device are those of the planning
 */
public record Problem(WorldModel model, EnergyFunction cost, ActionBounds bounds, int horizon, Tensor state) {
    public Problem {
        if (horizon < 1) {
            throw new IllegalArgumentException("horizon must be >= 1 but was " + horizon + ".");
        }
        if (state.shape().rank() != 2 || state.size(0) != 1 || !state.dtype().isFloating()) {
            throw new IllegalArgumentException("state must be a floating-point [1, D] but was " + state.dtype()
                    + state.shape() + ".\nMaybe encode one observation: model.encode(observation.unsqueeze(0)).");
        }
    }

    /** A, components of an action. */
    int actionDim() {
        return bounds.dim();
    }
}
