package dev.jepa.core.optim;

import dev.jepa.core.tensor.InPlace;
import dev.jepa.core.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * Layer-wise adaptive rate scaling, You, Gitman and Ginsburg 2017 (arXiv 1708.03888).
 *
 * <p>d = ratio (g + decay p); buffer = momentum buffer + d; p -= rate buffer, where the ratio is trust |p| over a norm of
 * the gradient: implementations differ in which, see {@link LarsConfig.Norm}. Groups without layer adaptation
 * take SGD steps with momentum.
 *
 * <p>Differs from the paper: the learning rate multiplies the buffer, not the update that enters it, as in the authors'
 * code of VICReg and Barlow Twins.
 */
public final class Lars extends GroupedOptimizer {
    private final LarsConfig config;

    /** Creates the state, zero, for these parameters. */
    public Lars(Map<String, Tensor> parameters, ParameterRule rule, LarsConfig config) {
        super(parameters, rule, "momentum_buffer");
        this.config = config;
    }

    @Override
    void update(
            ParameterGroup group,
            List<Tensor> parameters,
            List<Tensor> gradients,
            List<List<Tensor>> state,
            Rates rates) {
        List<Tensor> buffers = state.get(0);
        double rate = rates.learningRate();
        double decay = rates.weightDecay();
        if (!group.layerAdaptation()) {
            InPlace.sgd(parameters, gradients, buffers, rate, config.momentum(), decay, false);
        } else if (config.norm() == LarsConfig.Norm.DECAYED_GRADIENT) {
            InPlace.lars(parameters, gradients, buffers, rate, config.momentum(), decay, config.trust());
        } else {
            boolean clip = config.norm() == LarsConfig.Norm.RAW_GRADIENT_CLIPPED;
            InPlace.larsOfRawNorm(parameters, gradients, buffers, rate, config.momentum(), decay, config.trust(), clip);
        }
    }
}
