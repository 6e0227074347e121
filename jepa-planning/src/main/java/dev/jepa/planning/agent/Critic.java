package dev.jepa.planning.agent;

import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mlp;
import dev.jepa.core.nn.Module;
import dev.jepa.core.optim.Adam;
import dev.jepa.core.optim.ParameterRule;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;

/**
 * The trainable cost: predicts from a state, for a goal, the discounted sum of the intrinsic costs to come,
 * V(s, g) = E[c(s', g) + discount V(s', g)].
 *
 * <p>Trained on the short-term memory by temporal differences with targets held fixed (LeCun 2022, section 3.2).
 */
public final class Critic extends Module {
    private final Mlp network; // V (1 - discount): the mean cost to come
    private final double discount;

    /** A critic of states and goals with D features each. */
    public Critic(int stateDim, int hidden, double discount, Init init) {
        if (!(discount >= 0 && discount < 1)) {
            throw new IllegalArgumentException("discount must lie in [0, 1) but was " + discount + ".");
        }
        this.discount = discount;
        network = child("network", new Mlp(2 * stateDim, hidden, 1, init.at("network")));
    }

    /**
     * Judges states.
     *
     * @param states [B, D]
     * @param goals [B, D], or [1, D] for all
     * @return future costs, [B]
     */
    public Tensor value(Tensor states, Tensor goals) {
        return meanCost(states, goals).div(1 - discount);
    }

    private Tensor meanCost(Tensor states, Tensor goals) {
        return network.forward(GoalConditioned.input(states, goals)).squeeze(1);
    }

    /**
     * Fits the memory; the learning rate falls to zero along a line.
     *
     * @return the mean squared error of the last step, in units of a mean cost
     */
    public double train(ShortTermMemory memory, int steps, int batch, double learningRate, Rng rng) {
        double last = Double.NaN;
        try (Adam optimizer = new Adam(namedParameters(), ParameterRule.allAlike())) {
            for (int i = 0; i < steps; i++) {
                try (TensorScope ignored = TensorScope.open()) {
                    ShortTermMemory.Batch sample = memory.sample(rng.at(i), batch);
                    Tensor target = sample.costs()
                            .mul(1 - discount)
                            .add(meanCost(sample.nextStates(), sample.goals()).mul(discount));
                    Tensor loss = Autograd.record(() -> meanCost(sample.states(), sample.goals())
                            .sub(target)
                            .square()
                            .mean());
                    optimizer.step(
                            Autograd.gradients(loss, optimizer.parameters()), learningRate * (steps - i) / steps, 0);
                    last = loss.item();
                }
            }
        }
        return last;
    }
}
