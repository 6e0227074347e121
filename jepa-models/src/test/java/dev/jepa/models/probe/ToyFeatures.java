package dev.jepa.models.probe;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;

/** Features whose difficulty is known. */
final class ToyFeatures {
    private ToyFeatures() {}

    /** Balanced classes around random centres [classes, D] of norm about separation sqrt(D), with noise of variance 1. */
    static LabeledFeatures clusters(long seed, int rows, int dimension, int classes, double separation) {
        try (TensorScope scope = TensorScope.open()) {
            Tensor centres =
                    Tensors.normal(Rng.of(99).at("centres"), classes, dimension).mul(separation);
            Tensor labels = Tensors.arange(rows).remainder(classes).to(DType.INT64);
            Tensor noise = Tensors.normal(Rng.of(seed).at("noise"), rows, dimension);
            return new LabeledFeatures(scope.keep(centres.get(labels).add(noise)), scope.keep(labels), classes);
        }
    }
}
