package dev.jepa.models.probe;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Shape;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.function.UnaryOperator;

/**
 * Centring, and scaling to variance 1 where asked for, by the statistics of training rows.
 *
 * @param mean float64 [D]
 * @param scale what centred features are divided by, float64 [D]: the standard deviation (divisor N), but 1 for a feature
 *     that does not vary, or 1 everywhere
 */
record Standardisation(Tensor mean, Tensor scale) {
    private static final int PART = 4096;
    private static final double CONSTANT = 1e-10;

    /** The statistics of x [N, D], computed in float64. */
    static Standardisation of(Tensor x, boolean toUnitVariance) {
        try (TensorScope scope = TensorScope.open()) {
            Tensor mean = meanOfParts(x, part -> part);
            Tensor scale = Tensors.ones(DType.FLOAT64, x.device(), mean.shape());
            if (toUnitVariance) {
                Tensor std = meanOfParts(x, part -> part.sub(mean).square()).sqrt();
                Tensor varies = std.gt(mean.abs().mul(CONSTANT));
                scale = varies.where(std, scale);
            }
            return new Standardisation(scope.keep(mean), scope.keep(scale));
        }
    }

    /** Features as they are, of the size and on the device of a vector [D]. */
    static Standardisation none(Tensor like) {
        return new Standardisation(
                Tensors.zeros(DType.FLOAT64, like.device(), like.shape()),
                Tensors.ones(DType.FLOAT64, like.device(), like.shape()));
    }

    private static Tensor meanOfParts(Tensor x, UnaryOperator<Tensor> of) {
        Tensor sum = Tensors.zeros(DType.FLOAT64, x.device(), Shape.of(x.size(1)));
        for (Tensor part : x.split(PART, 0)) {
            try (TensorScope scope = TensorScope.open()) {
                sum = scope.keep(sum.add(of.apply(part.to(DType.FLOAT64)).sum(0)));
            }
        }
        return sum.div((double) x.size(0));
    }

    /** Rows [n, D] in these units, float64. */
    Tensor apply(Tensor x) {
        return x.to(DType.FLOAT64).sub(mean).div(scale);
    }
}
