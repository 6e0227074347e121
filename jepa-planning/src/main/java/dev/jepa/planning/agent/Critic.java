package dev.jepa.planning.agent;

import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mlp;
import dev.jepa.core.nn.Module;
import dev.jepa.core.optim.Adam;
import dev.jepa.core.optim.ExponentialMovingAverage;
import dev.jepa.core.optim.ParameterRule;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;

/**
 * The trainable cost: predicts from a state, for a goal, the discounted sum of the intrinsic costs to come,
 * V(s, g) = E[c(s', g) + discount V(s', g)].
 *
 * <p>Trained on the short-term memory by temporal differences (LeCun 2022, section 3.2) whose targets a moving average of the network
 * gives: with its own present values as targets, training diverges.
 */
public final class Critic extends Module {
    private static final double MOMENTUM = 0.99;

    private final Mlp network; // V (1 - discount): the mean cost to come
    private final Mlp target; // follows it
    private final double discount;

    /** A critic of states and goals with D features each. */
    public Critic(int stateDim, int hidden, double discount, Init init) {
        if (!(discount >= 0 && discount < 1)) {
            throw new IllegalArgumentException("discount must lie in [0, 1) but was " + discount + ".");
        }
        this.discount = discount;
        network = child("network", new Mlp(2 * stateDim, hidden, 1, init.at("network")));
        target = new Mlp(2 * stateDim, hidden, 1, init.at("network"));
    }

    /**
     * Judges states.
     *
     * @param states [B, D]
     * @param goals [B, D], or [1, D] for all
     * @return future costs, [B]
     */
    public Tensor value(Tensor states, Tensor goals) {
        return meanCost(network, states, goals).div(1 - discount);
    }

    private static Tensor meanCost(Mlp network, Tensor states, Tensor goals) {
        return network.forward(GoalConditioned.input(states, goals)).squeeze(1);
    }

    /**
     * Fits the memory; the learning rate falls to zero along a line.
     *
     * @return the mean squared error of the last step, in units of a mean cost
     */
    public double train(ShortTermMemory memory, int steps, int batch, double learningRate, Rng rng) {
        Fitting.require(steps, batch, learningRate);
        double last = Double.NaN;
        try (TensorScope ignored = TensorScope.open()) {
            target.loadStateDict(network.stateDict());
        }
        try (Adam optimizer = new Adam(namedParameters(), ParameterRule.allAlike())) {
            for (int i = 0; i < steps; i++) {
                try (TensorScope ignored = TensorScope.open()) {
                    ShortTermMemory.Batch sample = memory.sample(rng.at(i), batch);
                    Tensor expected = sample.costs()
                            .mul(1 - discount)
                            .add(meanCost(target, sample.nextStates(), sample.goals())
                                    .mul(discount));
                    Tensor loss = Autograd.record(() -> meanCost(network, sample.states(), sample.goals())
                            .sub(expected)
                            .square()
                            .mean());
                    optimizer.step(
                            Autograd.gradients(loss, optimizer.parameters()), learningRate * (steps - i) / steps, 0);
                    ExponentialMovingAverage.update(target.parameters(), network.parameters(), MOMENTUM);
                    last = loss.item();
                }
            }
        }
        return last;
    }

    @Override
    public void close() {
        super.close();
        target.close();
    }
}
