package dev.jepa.planning.uncertainty;

import dev.jepa.core.model.EnergyFunction;
import dev.jepa.core.model.LatentModel;
import dev.jepa.core.model.WorldModel;
import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.Shape;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.List;

/**
 * A latent-variable model in the worst, or the best, of its possible worlds: for each plan the z that makes its cost greatest, or least, among
 * those of bounded length.
 *
 * <p>The worst world is found by gradient ascent of the cost on z_1 … z_T, where {@link SampledLatents} would need a lucky draw. A planner
 * that descends is given the gradient at that z, which is the gradient of the extreme cost (envelope theorem).
 */
public final class OptimisedLatents implements WorldModel {
    /** Keeps the direction of a vanishing gradient finite. */
    private static final double TINY = 1e-12;

    private final LatentModel model;
    private final EnergyFunction cost;
    private final Config config;

    /** Which world is looked for. */
    public enum World {
        /** The costliest: for plans that must not fail. */
        WORST,
        /** The cheapest: what could be reached with luck. */
        BEST
    }

    /**
     * How z is looked for.
     *
     * @param steps of the search, each along the gradient of every z_t
     * @param rate length of the first step as a share of the radius; they shrink to zero along a line
     * @param radius of the ball around 0 that each z_t lies in; a standard normal z of Z features is about sqrt(Z) long
     */
    public record Config(World world, int steps, double rate, double radius) {
        public Config {
            if (steps < 1 || !isPositive(rate) || !isPositive(radius)) {
                throw new IllegalArgumentException(
                        "steps must be >= 1 and rate and radius > 0 and finite but they were " + steps + ", " + rate
                                + " and " + radius + ".");
            }
        }

        private static boolean isPositive(double x) {
            return x > 0 && Double.isFinite(x);
        }

        /** The worst world within a radius, by 8 steps that begin with half of it. */
        public static Config worst(double radius) {
            return new Config(World.WORST, 8, 0.5, radius);
        }
    }

    /**
     * A model for one planning problem.
     *
     * @param cost that the planner minimises
     */
    public OptimisedLatents(LatentModel model, EnergyFunction cost, Config config) {
        this.model = model;
        this.cost = cost;
        this.config = config;
    }

    @Override
    public Tensor encode(Tensor observations) {
        return model.encode(observations);
    }

    /** One step in the world that is extreme for it alone. */
    @Override
    public Tensor predict(Tensor states, Tensor actions) {
        return unroll(states, actions.unsqueeze(1)).select(1, 0);
    }

    @Override
    public Tensor unroll(Tensor states, Tensor actions) {
        return LatentRollout.of(model, states, actions, latents(states, actions));
    }

    /**
     * The latents of the extreme world of each plan, without gradients.
     *
     * @param states s_0, [B, D]
     * @param actions [B, T, A]
     * @return z, [B, T, Z]
     */
    public Tensor latents(Tensor states, Tensor actions) {
        return Autograd.suspend(() -> TensorScope.keepOnly(() -> search(states.detach(), actions.detach())));
    }

    private Tensor search(Tensor states, Tensor actions) {
        double sign = config.world == World.WORST ? 1 : -1;
        Tensor z = Tensors.zeros(
                states.dtype(), states.device(), Shape.of(states.size(0), actions.size(1), model.latentDim()));
        for (int i = 0; i < config.steps; i++) {
            Tensor gradient = gradient(states, actions, z);
            double length = config.rate * config.radius * (config.steps - i) / config.steps;
            Tensor direction = gradient.div(gradient.normKeep(2, 2).add(TINY)); // [B, T, Z]
            z = z.add(direction.mul(sign * length)).clampNorm(config.radius, 2);
        }
        return z;
    }

    private Tensor gradient(Tensor states, Tensor actions, Tensor z) {
        Tensor leaf = Autograd.variable(z);
        Tensor total = Autograd.record(() -> cost.energy(LatentRollout.of(model, states, actions, leaf), actions)
                .sum());
        return Autograd.gradients(total, List.of(leaf)).get(0);
    }
}
