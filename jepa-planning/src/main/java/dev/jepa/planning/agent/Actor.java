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
 * Mode 1: a reactive policy a = A(s), within the bounds by construction. Trained to do what planning (mode 2) chose, it makes planning
 * unnecessary where it has learned enough (amortised inference; LeCun 2022, section 3.1.3).
 */
public final class Actor extends Module {
    private final Mlp network;
    private final ActionBounds bounds;

    /** A policy on states with D features. */
    public Actor(int stateDim, int hidden, ActionBounds bounds, Init init) {
        this.bounds = bounds;
        network = child("network", new Mlp(stateDim, hidden, bounds.dim(), init.at("network")));
    }

    /** States [B, D] to actions [B, A]. */
    public Tensor act(Tensor states) {
        double[] low = bounds.low();
        double[] high = bounds.high();
        double[] half = new double[low.length];
        for (int i = 0; i < half.length; i++) {
            half[i] = (high[i] - low[i]) / 2;
        }
        Tensor scale = Tensors.of(half, half.length).to(states.dtype()).to(states.device());
        Tensor lowest = Tensors.of(low, low.length).to(states.dtype()).to(states.device());
        return bounds.project(network.forward(states).tanh().add(1).mul(scale).add(lowest));
    }

    /**
     * Compiles mode 2 into mode 1: fits the actions that planning chose.
     *
     * @param plans states and the actions planned in them
     * @return the mean squared error of the last step
     */
    public double imitate(ShortTermMemory plans, int steps, int batch, double learningRate, Rng rng) {
        double last = Double.NaN;
        try (Adam optimizer = new Adam(namedParameters(), ParameterRule.allAlike())) {
            for (int i = 0; i < steps; i++) {
                try (TensorScope ignored = TensorScope.open()) {
                    ShortTermMemory.Batch sample = plans.sample(rng.at(i), batch);
                    Tensor loss = Autograd.record(() ->
                            act(sample.states()).sub(sample.actions()).square().mean());
                    optimizer.step(Autograd.gradients(loss, optimizer.parameters()), learningRate, 0);
                    last = loss.item();
                }
            }
        }
        return last;
    }
}
