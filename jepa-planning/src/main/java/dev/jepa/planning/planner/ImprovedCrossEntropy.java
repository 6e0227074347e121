package dev.jepa.planning.planner;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * iCEM (Pinneri et al. 2020, arXiv 2008.06389): the cross-entropy method with noise that is correlated over time, elites that live on
 * in the next round, and populations that shrink. Needs a tenth of the samples where good actions last for several steps.
 *
 * <p>Differs from the paper: elites are not carried over to the next decision; the warm start takes their place.
 */
public final class ImprovedCrossEntropy implements Planner {
    private final Config config;
    private final Noise noise;

    /**
     * The settings of the method, by the paper's symbols.
     *
     * @param candidates N, plans of the first round
     * @param elites K, plans that the distribution is fitted to
     * @param initialStd sigma_init in units of half the range of an action
     * @param momentum alpha, share of the old mean and standard deviation that a round keeps
     * @param noiseExponent beta of the noise's spectrum 1 / f^beta; 0 for independent noise
     * @param keptElites xi, share of the elites that the next round judges again
     * @param decay gamma, by which the population shrinks from round to round
     */
    public record Config(
            int candidates,
            int elites,
            double initialStd,
            double momentum,
            double noiseExponent,
            double keptElites,
            double decay) {
        public Config {
            if (elites < 2 || candidates < 2L * elites) {
                throw new IllegalArgumentException("elites must be >= 2 and candidates >= 2 * elites but they were "
                        + elites + " and " + candidates + ".");
            }
            Gaussian.requireSpread("initialStd", initialStd);
            if (!(initialStd > 0)
                    || !(momentum >= 0 && momentum < 1)
                    || !(noiseExponent >= 0 && noiseExponent <= 100)) {
                throw new IllegalArgumentException(
                        "initialStd must be > 0, momentum in [0, 1) and noiseExponent in [0, 100] but they were "
                                + initialStd + ", " + momentum + " and " + noiseExponent + ".");
            }
            if (!(keptElites >= 0 && keptElites <= 1) || !(decay >= 1)) {
                throw new IllegalArgumentException("keptElites must lie in [0, 1] and decay be >= 1 but they were "
                        + keptElites + " and " + decay + ".");
            }
        }

        /** 64 plans, 8 elites, and the paper's alpha 0.1, beta 2, xi 0.3, gamma 1.25. */
        public static Config standard() {
            return new Config(64, 8, 0.8, 0.1, 2, 0.3, 1.25);
        }
    }

    /** The method with these settings. */
    public ImprovedCrossEntropy(Config config) {
        this.config = config;
        this.noise = Noise.coloured(config.noiseExponent);
    }

    /** What one round hands to the next. */
    private record State(Gaussian plans, @Nullable Tensor elites) {
        State keptBy(TensorScope scope) {
            return new State(plans.keptBy(scope), elites == null ? null : scope.keep(elites));
        }
    }

    @Override
    public Plan plan(PlanRequest request) {
        try (TensorScope scope = TensorScope.open()) {
            Search search = new Search(request);
            State state = new State(Gaussian.initial(search, config.initialStd), null);
            while (search.next()) {
                try (TensorScope step = TensorScope.open()) {
                    state = improve(search, state).keptBy(step);
                }
            }
            return search.finish(scope);
        }
    }

    private State improve(Search search, State state) {
        int population = population(search.iteration());
        List<Tensor> candidates = new ArrayList<>();
        candidates.add(state.plans.sample(noise.draw(search, population)));
        candidates.add(state.plans.mean().unsqueeze(0));
        if (state.elites != null) {
            candidates.add(state.elites);
        }
        Elites elites = Elites.of(search.evaluate(Tensors.concat(candidates, 0)), config.elites);
        long kept = Math.round(config.keptElites * config.elites);
        return new State(
                new Gaussian(
                        blend(elites.actions().mean(0), state.plans.mean()),
                        blend(elites.actions().std(1, 0), state.plans.std())),
                kept == 0 ? null : elites.actions().slice(0, 0, kept).copy());
    }

    /** The paper's: shrinking, but never below two times the elites. */
    private int population(long iteration) {
        return (int) Math.max(config.candidates * Math.pow(config.decay, (double) -iteration), 2.0 * config.elites);
    }

    private Tensor blend(Tensor now, Tensor before) {
        return now.mul(1 - config.momentum).add(before.mul(config.momentum));
    }
}
