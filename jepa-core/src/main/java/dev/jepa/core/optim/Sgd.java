package dev.jepa.core.optim;

import dev.jepa.core.tensor.InPlace;
import dev.jepa.core.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * Stochastic gradient descent with momentum, as PyTorch computes it.
 *
 * <p>d = g + decay p; buffer = momentum buffer + d (at first d); p -= rate buffer, or with Nesterov's momentum
 * p -= rate (d + momentum buffer).
 */
public final class Sgd extends GroupedOptimizer {
    private final double momentum;
    private final boolean nesterov;

    /**
     * Creates the state, zero, for these parameters.
     *
     * @param momentum in [0, 1); 0 for plain descent
     * @param nesterov whether to look one step ahead
     */
    public Sgd(Map<String, Tensor> parameters, ParameterRule rule, double momentum, boolean nesterov) {
        super(parameters, rule, "momentum_buffer");
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException(
                    "momentum must lie in [0, 1) but was " + momentum + ".\nMaybe 0.9 was meant.");
        }
        this.momentum = momentum;
        this.nesterov = nesterov;
    }

    @Override
    void update(
            ParameterGroup group,
            List<Tensor> parameters,
            List<Tensor> gradients,
            List<List<Tensor>> state,
            Rates rates) {
        InPlace.sgd(parameters, gradients, state.get(0), rates.learningRate(), momentum, rates.weightDecay(), nesterov);
    }
}
