package dev.jepa.planning.planner;

import dev.jepa.core.tensor.Tensor;

/**
 * Model predictive path integral control (Williams et al. 2017): the mean of sampled plans, weighted by
 * exp(-(cost - least cost) / temperature).
 *
 * <p>The temperature is in units of the elites' mean cost above the least unless {@link Config#absolute}: latent costs have any
 * scale, and a wrong one makes all weights equal (as in eb_jepa) or only one count. Differs from eb_jepa's: the best plan of all rounds is
 * returned rather than a random elite.
 */
public final class Mppi implements Planner {
    private final Config config;
    private final Noise noise;

    /**
     * The settings of the method.
     *
     * @param candidates K, plans of a round
     * @param elites plans that get weights: the cheapest; K for all
     * @param initialStd in units of half the range of an action
     * @param minStd the least standard deviation, likewise
     * @param temperature of the weights
     * @param absolute whether the temperature is in the unit of the cost
     */
    public record Config(
            int candidates, int elites, double initialStd, double minStd, double temperature, boolean absolute) {
        public Config {
            if (elites < 2 || candidates < elites) {
                throw new IllegalArgumentException("elites must be >= 2 and candidates >= elites but they were "
                        + elites + " and " + candidates + ".");
            }
            Gaussian.requireSpread("initialStd", initialStd);
            Gaussian.requireSpread("minStd", minStd);
            if (!(initialStd > 0) || !(temperature >= 1e-30 && temperature <= 1e30)) {
                throw new IllegalArgumentException(
                        "initialStd must be > 0 and temperature lie in [1e-30, 1e30] but they were " + initialStd
                                + " and " + temperature + ".");
            }
        }

        /** 200 plans of which 20 are weighted, temperature 0.5 of their mean cost above the least. */
        public static Config standard() {
            return new Config(200, 20, 0.8, 0.05, 0.5, false);
        }
    }

    /** The method with these settings. */
    public Mppi(Config config) {
        this(config, Noise.white());
    }

    Mppi(Config config, Noise noise) {
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
        Tensor weights = weights(elites.costs()).reshape(-1, 1, 1);
        Tensor mean = elites.actions().mul(weights).sum(0);
        Tensor std = elites.actions().sub(mean).square().mul(weights).sum(0).sqrt();
        Tensor least = Gaussian.halfRange(search).mul(config.minStd);
        return new Gaussian(mean, std.maximum(least));
    }

    /** Positive numbers of sum 1 for costs in increasing order, [E]. */
    Tensor weights(Tensor costs) {
        Tensor above = costs.sub(costs.slice(0, 0, 1));
        if (config.absolute) {
            return above.mul(-1 / config.temperature).softmax(0);
        }
        return above.div(meanOfFinite(above)).mul(-1 / config.temperature).softmax(0);
    }

    private static Tensor meanOfFinite(Tensor above) {
        Tensor finite = above.isFinite();
        Tensor sum = above.maskedFill(finite.not(), 0).sum();
        return sum.div(finite.sum()).clamp(Float.MIN_NORMAL, Float.MAX_VALUE);
    }
}
