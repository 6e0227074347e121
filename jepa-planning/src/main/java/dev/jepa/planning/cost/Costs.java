package dev.jepa.planning.cost;

import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.tensor.Tensor;
import java.util.function.UnaryOperator;

/** Small costs to add to a goal's. Dimensions: B plans, T steps, D state, A action. */
public final class Costs {
    private Costs() {}

    /** Sum over time of |a_t|^2. */
    public static EnergyFunction effort() {
        return (states, actions) -> actions.square().sum(1, 2);
    }

    /** Sum over time of |a_t - a_t-1|^2; 0 for a single step. */
    public static EnergyFunction smoothness() {
        return (states, actions) -> {
            long steps = actions.size(1);
            Tensor change = actions.slice(1, 1, steps).sub(actions.slice(1, 0, steps - 1));
            return change.square().sum(1, 2);
        };
    }

    /**
     * Sum over time of max(0, 1 - |s_t - centre| / radius)^2: zero outside a ball, growing towards its centre.
     *
     * @param centre [D]
     */
    public static EnergyFunction keepOut(Tensor centre, double radius) {
        if (!(radius > 0) || Double.isInfinite(radius)) {
            throw new IllegalArgumentException("radius must be > 0 and finite but was " + radius + ".");
        }
        return (states, actions) -> {
            Tensor squared = states.sub(centre).square().sum(2);
            Tensor distance = squared.clamp(Float.MIN_NORMAL, Float.MAX_VALUE).sqrt(); // [B, T]
            return distance.div(radius).subtractFrom(1).relu().square().sum(1);
        };
    }

    /**
     * An energy of something read out of the states: a position, an angle.
     *
     * @param readout [B, T, D] to [B, T, R]
     */
    public static EnergyFunction on(UnaryOperator<Tensor> readout, EnergyFunction cost) {
        return (states, actions) -> cost.energy(readout.apply(states), actions);
    }
}
