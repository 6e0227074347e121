package dev.jepa.planning.planner;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.planning.action.ActionBounds;

/**
 * An independent normal distribution over plans.
 *
 * @param mean [H, A]
 * @param std [H, A]
 */
record Gaussian(Tensor mean, Tensor std) {
    /** Around the warm start (or zero), as wide as a multiple of half the range of each component. */
    static Gaussian initial(Search search, double relativeStd) {
        Tensor mean = search.initialActions();
        return new Gaussian(mean, halfRange(search).mul(relativeStd).expand(mean.size(0), mean.size(1)));
    }

    /** Half the range of each component of an action, [A]. */
    static Tensor halfRange(Search search) {
        ActionBounds bounds = search.problem().bounds();
        double[] half = new double[bounds.dim()];
        double[] low = bounds.low();
        double[] high = bounds.high();
        for (int i = 0; i < half.length; i++) {
            half[i] = (high[i] - low[i]) / 2;
        }
        return search.like(Tensors.of(half, half.length));
    }

    /** Plans with the given perturbations, [K, H, A]. */
    Tensor sample(Tensor noise) {
        return noise.to(mean.dtype()).to(mean.device()).mul(std).add(mean);
    }

    Gaussian keptBy(TensorScope scope) {
        return new Gaussian(scope.keep(mean), scope.keep(std));
    }
}
