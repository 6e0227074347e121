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
 * The trainable cost: predicts from a state the discounted sum of the intrinsic costs to come, V(s) = E[c + discount V(s')].
 *
 * <p>Trained on the short-term memory by temporal differences with targets held fixed (LeCun 2022, section 3.2).
 */
public final class Critic extends Module {
    private final Mlp network;
    private final double discount;

    /** A critic of states with D features. */
    public Critic(int stateDim, int hidden, double discount, Init init) {
        if (!(discount >= 0 && discount < 1)) {
            throw new IllegalArgumentException("discount must lie in [0, 1) but was " + discount + ".");
        }
        this.discount = discount;
        network = child("network", new Mlp(stateDim, hidden, 1, init.at("network")));
    }

    /** States [B, D] to future costs [B]. */
    public Tensor value(Tensor states) {
        return network.forward(states).squeeze(1);
    }

    /**
     * Fits the memory.
     *
     * @return the mean squared error of the last step
     */
    public double train(ShortTermMemory memory, int steps, int batch, double learningRate, Rng rng) {
        double last = Double.NaN;
        try (Adam optimizer = new Adam(namedParameters(), ParameterRule.allAlike())) {
            for (int i = 0; i < steps; i++) {
                try (TensorScope ignored = TensorScope.open()) {
                    ShortTermMemory.Batch sample = memory.sample(rng.at(i), batch);
                    Tensor target =
                            sample.costs().add(value(sample.nextStates()).mul(discount));
                    Tensor loss = Autograd.record(
                            () -> value(sample.states()).sub(target).square().mean());
                    optimizer.step(Autograd.gradients(loss, optimizer.parameters()), learningRate, 0);
                    last = loss.item();
                }
            }
        }
        return last;
    }
}
