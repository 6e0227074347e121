package dev.jepa.core.optim;

import dev.jepa.core.tensor.Tensor;
import java.util.Map;

/**
 * Adam with decoupled weight decay, Loshchilov and Hutter 2019 (arXiv 1711.05101, algorithm 2), as PyTorch computes it.
 *
 * <p>p = (1 - rate decay) p; m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2;
 * p -= rate m / (1 - b1^t) / (sqrt(v / (1 - b2^t)) + eps).
 */
public final class AdamW extends AdamFamily {
    /** Creates the state, zero, for these parameters. */
    public AdamW(Map<String, Tensor> parameters, ParameterRule rule, AdamConfig config) {
        super(parameters, rule, config, true);
    }

    /** With the paper's constants. */
    public AdamW(Map<String, Tensor> parameters, ParameterRule rule) {
        this(parameters, rule, AdamConfig.standard());
    }
}
