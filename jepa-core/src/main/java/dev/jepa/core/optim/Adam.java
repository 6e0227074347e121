package dev.jepa.core.optim;

import dev.jepa.core.tensor.Tensor;
import java.util.Map;

/** Adam, Kingma and Ba 2015 (arXiv 1412.6980); weight decay is added to the gradient. See {@link AdamW}. */
public final class Adam extends AdamFamily {
    /** Creates the state, zero, for these parameters. */
    public Adam(Map<String, Tensor> parameters, ParameterRule rule, AdamConfig config) {
        super(parameters, rule, config, false);
    }

    /** With the paper's constants. */
    public Adam(Map<String, Tensor> parameters, ParameterRule rule) {
        this(parameters, rule, AdamConfig.standard());
    }
}
