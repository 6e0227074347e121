package dev.jepa.planning.agent;

import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * The cost module: C = sum of intrinsic costs of the predicted states + weight * critic(s_H), what is to come after the horizon.
 *
 * <p>Intrinsic costs are hard-wired: an immutable list of energies that are sums over time. The critic is trained.
 *
 * @param intrinsic IC_1 ... IC_k
 * @param critic TC, if there is one
 * @param criticWeight of the critic
 */
public record Cost(List<EnergyFunction> intrinsic, Optional<Critic> critic, double criticWeight)
        implements EnergyFunction {
    public Cost {
        if (intrinsic.isEmpty()) {
            throw new IllegalArgumentException("an agent needs at least one intrinsic cost but got none.");
        }
        intrinsic = List.copyOf(intrinsic);
    }

    /** Intrinsic costs alone. */
    public static Cost intrinsic(EnergyFunction... costs) {
        return new Cost(List.of(costs), Optional.empty(), 0);
    }

    /** With a critic. */
    public Cost withCritic(Critic trained, double weight) {
        return new Cost(intrinsic, Optional.of(trained), weight);
    }

    @Override
    public Tensor energy(Tensor states, Tensor actions) {
        Tensor now = intrinsicEnergy(states, actions);
        return critic.map(c ->
                        now.add(c.value(states.select(1, states.size(1) - 1)).mul(criticWeight)))
                .orElse(now);
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
