package dev.jepa.core.optim;

import dev.jepa.core.tensor.InPlace;
import dev.jepa.core.tensor.InPlace.AdamStep;
import dev.jepa.core.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** Adam with its two places for the weight decay. */
abstract sealed class AdamFamily extends GroupedOptimizer permits Adam, AdamW {
    private final AdamConfig config;
    private final boolean decoupledDecay;

    AdamFamily(Map<String, Tensor> parameters, ParameterRule rule, AdamConfig config, boolean decoupledDecay) {
        super(parameters, rule, "exp_avg", "exp_avg_sq");
        this.config = config;
        this.decoupledDecay = decoupledDecay;
    }

    @Override
    final void update(
            ParameterGroup group,
            List<Tensor> parameters,
            List<Tensor> gradients,
            List<List<Tensor>> state,
            Rates rates) {
        AdamStep step = new AdamStep(
                decoupledDecay,
                rates.learningRate(),
                config.beta1(),
                config.beta2(),
                rates.weightDecay(),
                config.epsilon(),
                rates.step());
        InPlace.adam(parameters, gradients, state.get(0), state.get(1), step);
    }
}
