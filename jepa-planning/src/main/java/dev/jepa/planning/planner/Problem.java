package dev.jepa.planning.planner;

import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.model.WorldModel;
import dev.jepa.core.tensor.DType;
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
    /** Steps are predicted one after another. */
    private static final int MOST_STEPS = 100_000;

    public Problem {
        if (horizon < 1 || horizon > MOST_STEPS) {
            throw new IllegalArgumentException("horizon must lie in [1, " + MOST_STEPS + "] but was " + horizon + ".");
        }
        if (state.shape().rank() != 2 || state.size(0) != 1 || !state.dtype().isFloating()) {
            throw new IllegalArgumentException("state must be a floating-point [1, D] but was " + state.dtype()
                    + state.shape() + ".\nMaybe encode one observation: model.encode(observation.unsqueeze(0)).");
        }
        requireDistinct(bounds, state.dtype());
    }

    /** Refuses bounds that the type of the planning cannot tell apart, or whose squares it cannot hold. */
    private static void requireDistinct(ActionBounds bounds, DType type) {
        boolean wide = type.equals(DType.FLOAT64);
        double[] low = bounds.low();
        double[] high = bounds.high();
        for (int i = 0; i < low.length; i++) {
            double greatest = Math.max(Math.abs(low[i]), Math.abs(high[i]));
            double least = Math.max(greatest * (wide ? 1e-12 : 1e-5), wide ? 1e-150 : 1e-18);
            if (greatest > (wide ? 1e150 : 1e18) || high[i] - low[i] < least) {
                throw new IllegalArgumentException("bounds must be told apart by " + type + " but component " + i
                        + " has [" + low[i] + ", " + high[i] + "].\nMaybe give actions in another unit.");
            }
        }
    }

    /** A, components of an action. */
    int actionDim() {
        return bounds.dim();
    }
}
