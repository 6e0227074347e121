package dev.jepa.planning.planner;

import dev.jepa.core.tensor.Tensor;

/**
 * The cross-entropy method (Rubinstein 1999): sample plans from a normal distribution, fit it to the best, repeat.
 *
 * <p>Differs from eb_jepa's: the mean is judged too, and the best plan of all rounds is returned rather than the last mean.
 */
public final class CrossEntropy implements Planner {
    private final Config config;
    private final Noise noise;

    /**
     * The settings of the method.
     *
     * @param candidates K, plans of a round
     * @param elites plans that the distribution is fitted to
     * @param initialStd in units of half the range of an action
     * @param minStd the least standard deviation, likewise
     * @param momentum share of the old mean and standard deviation that a round keeps
     */
    public record Config(int candidates, int elites, double initialStd, double minStd, double momentum) {
        public Config {
            if (elites < 2 || candidates < elites) {
                throw new IllegalArgumentException("elites must be >= 2 and candidates >= elites but they were "
                        + elites + " and " + candidates + ".");
            }
            Gaussian.requireSpread("initialStd", initialStd);
            Gaussian.requireSpread("minStd", minStd);
            if (!(initialStd > 0) || !(momentum >= 0 && momentum < 1)) {
                throw new IllegalArgumentException("initialStd must be > 0 and momentum in [0, 1) but they were "
                        + initialStd + " and " + momentum + ".");
            }
        }

        /** 200 plans, 20 elites (eb_jepa; 20 rounds there). */
        public static Config standard() {
            return new Config(200, 20, 0.8, 0.02, 0);
        }
    }

    /** The method with these settings. */
    public CrossEntropy(Config config) {
        this(config, Noise.white());
    }

    CrossEntropy(Config config, Noise noise) {
        this.config = config;
        this.noise = noise;
    }

    @Override
    public Plan plan(PlanRequest request) {
        return Gaussian.refined(request, config.initialStd, this::improve);
    }

    /** One round. */
    Gaussian improve(Search search, Gaussian plans) {
        Elites elites = plans.elites(search, noise, config.candidates, config.elites);
        Tensor least = Gaussian.halfRange(search).mul(config.minStd);
        return new Gaussian(
                blend(elites.actions().mean(0), plans.mean()),
                blend(elites.actions().std(1, 0), plans.std()).maximum(least));
    }

    private Tensor blend(Tensor now, Tensor before) {
        return config.momentum == 0 ? now : now.mul(1 - config.momentum).add(before.mul(config.momentum));
    }
}
