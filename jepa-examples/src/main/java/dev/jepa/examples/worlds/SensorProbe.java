package dev.jepa.examples.worlds;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.models.probe.RidgeProbe;

/** Reads sensors off a model's states by a linear map; its tensors belong to the scope that it was fitted in. */
final class SensorProbe {
    private static final double RIDGE = 1e-3;

    private final Tensor weight; // [D, F]
    private final Tensor bias; // [F]

    private SensorProbe(Tensor weight, Tensor bias) {
        this.weight = weight;
        this.bias = bias;
    }

    /**
     * Fits the map.
     *
     * @param states [N, D]
     * @param sensors [N, F], normalised
     */
    static SensorProbe fit(Tensor states, Tensor sensors) {
        try (TensorScope scope = TensorScope.open()) {
            RidgeProbe probe = RidgeProbe.fit(states, sensors, RIDGE);
            return new SensorProbe(
                    scope.keep(probe.weight().transpose(0, 1).to(states.dtype()).contiguous()),
                    scope.keep(probe.bias().to(states.dtype())));
        }
    }

    /** Hands its tensors to the scope around the given one. */
    void keptBy(TensorScope scope) {
        scope.keep(weight);
        scope.keep(bias);
    }

    /** Normalised sensors: [..., D] to [..., F], differentiable. */
    Tensor read(Tensor states) {
        return states.matmul(weight).add(bias);
    }
}
