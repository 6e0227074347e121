package dev.jepa.losses.ica;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.List;

/** Three independent sources of variance 1: Laplace, uniform, exponential. */
final class IcaSignals {
    private IcaSignals() {}

    static Tensor sources(int samples, Rng rng) {
        Tensor sign = Tensors.bernoulli(rng.at("sign"), 0.5, samples).mul(2.0).sub(1.0);
        Tensor size =
                Tensors.uniform(rng.at("size"), 0, 1, samples).subtractFrom(1).log();
        Tensor laplace = size.mul(sign).div(Math.sqrt(2));
        Tensor uniform = Tensors.uniform(rng.at("uniform"), -Math.sqrt(3), Math.sqrt(3), samples);
        Tensor exponential = Tensors.uniform(rng.at("exponential"), 0, 1, samples)
                .subtractFrom(1)
                .log()
                .add(1.0);
        return Tensors.stack(List.of(laplace, uniform, exponential), 1).to(DType.FLOAT64);
    }
}
