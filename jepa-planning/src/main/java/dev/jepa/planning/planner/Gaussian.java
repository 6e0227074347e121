package dev.jepa.planning.planner;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.planning.action.ActionBounds;
import java.util.List;
import java.util.function.BiFunction;

/**
 * An independent normal distribution over plans.
 *
 * @param mean [H, A]
 * @param std [H, A]
 */
record Gaussian(Tensor mean, Tensor std) {
    /** The widest spread, in units of half the range of an action. */
    private static final double WIDEST = 1e6;

    /** Refuses a standard deviation that is negative, not finite, or wider than numbers of any type can hold. */
    static void requireSpread(String name, double relativeStd) {
        if (!(relativeStd >= 0 && relativeStd <= WIDEST)) {
            throw new IllegalArgumentException(name + " must lie in [0, 1e6] but was " + relativeStd
                    + ".\nMaybe give it in units of half the range of an action.");
        }
    }

    /** Around the warm start (or zero), as wide as a multiple of half the range of each component. */
    static Gaussian initial(Search search, double relativeStd) {
        Tensor mean = search.initialActions();
        return new Gaussian(mean, halfRange(search).mul(relativeStd).expand(mean.size(0), mean.size(1)));
    }

    /** Plans by rounds that turn the distribution into a better one. */
    static Plan refined(PlanRequest request, double relativeStd, BiFunction<Search, Gaussian, Gaussian> round) {
        try (TensorScope scope = TensorScope.open()) {
            Search search = new Search(request);
            Gaussian plans = initial(search, relativeStd);
            while (search.next()) {
                try (TensorScope step = TensorScope.open()) {
                    plans = round.apply(search, plans).keptBy(step);
                }
            }
            return search.finish(scope);
        }
    }

    /** The cheapest of so many sampled plans and the mean. */
    Elites elites(Search search, Noise noise, int candidates, int number) {
        Tensor sampled = sample(noise.draw(search, candidates));
        Tensor judged = Tensors.concat(List.of(sampled, mean.unsqueeze(0)), 0);
        return Elites.of(search.evaluate(judged), candidates, number);
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
