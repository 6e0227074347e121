package dev.jepa.planning.agent;

import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * The cost module: C = sum of intrinsic costs of the predicted states + trained cost of the last, what is to come after the horizon.
 *
 * <p>Intrinsic costs are hard-wired: an immutable list of energies that are sums over time. The critic is trained.
 *
 * @param intrinsic IC_1 ... IC_k
 * @param trained TC, if there is one
 */
public record Cost(List<EnergyFunction> intrinsic, Optional<EnergyFunction> trained) implements EnergyFunction {
    public Cost {
        if (intrinsic.isEmpty()) {
            throw new IllegalArgumentException("an agent needs at least one intrinsic cost but got none.");
        }
        intrinsic = List.copyOf(intrinsic);
    }

    /** Intrinsic costs alone. */
    public static Cost intrinsic(EnergyFunction... costs) {
        return new Cost(List.of(costs), Optional.empty());
    }

    /**
     * With weight * critic(s_H, goal).
     *
     * @param goal [1, D]
     */
    public Cost withCritic(Critic critic, Tensor goal, double weight) {
        if (!Double.isFinite(weight)) {
            throw new IllegalArgumentException("weight must be finite but was " + weight + ".");
        }
        return new Cost(
                intrinsic, Optional.of((states, actions) -> critic.value(states.select(1, states.size(1) - 1), goal)
                        .mul(weight)));
    }

    @Override
    public Tensor energy(Tensor states, Tensor actions) {
        Tensor now = intrinsicEnergy(states, actions);
        return trained.map(cost -> now.add(cost.energy(states, actions))).orElse(now);
    }

    /** The intrinsic costs alone, [B]. */
    public Tensor intrinsicEnergy(Tensor states, Tensor actions) {
        Tensor sum = intrinsic.get(0).energy(states, actions);
        for (EnergyFunction cost : intrinsic.subList(1, intrinsic.size())) {
            sum = sum.add(cost.energy(states, actions));
        }
        return sum;
    }
}
