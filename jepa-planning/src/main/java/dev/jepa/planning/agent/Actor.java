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
import dev.jepa.core.tensor.Tensors;
import dev.jepa.planning.action.ActionBounds;

/**
 * Mode 1: a reactive policy a = A(s, g) that is told the goal's state, within the bounds by construction. Trained to do what planning
 * (mode 2) chose, it makes planning unnecessary where it has learned enough (amortised inference; LeCun 2022, section 3.1.3).
 *
 * <p>It learns by imitation here, or by {@link Imagination} from the costs of what it would do.
 */
public final class Actor extends Module {
    private final Mlp network;
    private final ActionBounds bounds;
    private final Tensor centre; // of the range of each component, [A]
    private final Tensor half; // half the range of each component, [A]

    /** A policy on states and goals with D features each. */
    public Actor(int stateDim, int hidden, ActionBounds bounds, Init init) {
        this.bounds = bounds;
        network = child("network", new Mlp(2 * stateDim, hidden, bounds.dim(), init.at("network")));
        double[] low = bounds.low();
        double[] high = bounds.high();
        try (TensorScope ignored = TensorScope.open()) {
            Tensor from = Tensors.of(low, low.length).to(init.dtype()).to(init.device());
            Tensor to = Tensors.of(high, high.length).to(init.dtype()).to(init.device());
            half = buffer("half", to.sub(from).div(2.0));
            centre = buffer("centre", to.add(from).div(2.0));
        }
    }

    /**
     * Acts.
     *
     * @param states [B, D]
     * @param goals [B, D], or [1, D] for all
     * @return [B, A], within the bounds
     */
    public Tensor act(Tensor states, Tensor goals) {
        Tensor squashed = network.forward(GoalConditioned.input(states, goals)).tanh(); // [B, A]
        return bounds.project(squashed.mul(half).add(centre));
    }

    /**
     * Compiles mode 2 into mode 1: fits the actions that planning chose; the learning rate falls to zero along a line.
     *
     * @param plans states, goals and the actions planned for them
     * @return the mean squared error of the last step
     */
    public double imitate(ShortTermMemory plans, int steps, int batch, double learningRate, Rng rng) {
        Fitting.require(steps, batch, learningRate);
        double last = Double.NaN;
        try (Adam optimizer = new Adam(namedParameters(), ParameterRule.allAlike())) {
            for (int i = 0; i < steps; i++) {
                try (TensorScope ignored = TensorScope.open()) {
                    ShortTermMemory.Batch sample = plans.sample(rng.at(i), batch);
                    Tensor loss = Autograd.record(() -> act(sample.states(), sample.goals())
                            .sub(sample.actions())
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
