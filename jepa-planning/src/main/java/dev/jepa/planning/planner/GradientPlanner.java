package dev.jepa.planning.planner;

import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.List;

/**
 * Gradient descent on the actions through the model, from several starts at once (LeCun 2022, section 3.1.2, mode 2).
 *
 * <p>Works in coordinates in which the box of the bounds is [-1, 1]. The first start is the warm start (or zero), the others are uniform
 * over the allowed actions. One that has found nothing better for three rounds goes back to its best plan and on by shorter steps, so bounds
 * may be far wider than what is needed. Needs a model with gradients and a smooth latent space; where it is not smooth, sample first
 * ({@link RefinedPlanner}).
 */
public final class GradientPlanner implements Planner {
    private final Config config;

    /** How actions are kept within their bounds. */
    public enum Bounding {
        /** Clamped after each step. */
        PROJECTED,
        /** The tanh of free variables: gradients never vanish into the wall of the box, but fade near it. */
        TANH
    }

    /**
     * The settings of the method.
     *
     * @param starts K, plans that descend at once
     * @param rule how gradients become steps
     * @param bounding how actions are kept within their bounds
     * @param patience rounds without relative improvement by {@code tolerance} after which it stops
     * @param tolerance relative improvement that counts
     */
    public record Config(int starts, StepRule rule, Bounding bounding, int patience, double tolerance) {
        public Config {
            if (starts < 1 || patience < 1 || !(tolerance >= 0) || Double.isInfinite(tolerance)) {
                throw new IllegalArgumentException(
                        "starts and patience must be >= 1 and tolerance >= 0 and finite but they were " + starts + ", "
                                + patience + " and " + tolerance + ".");
            }
        }

        /** Adam with rate 0.1 from 8 starts, projected, until 20 rounds bring no 1e-4. */
        public static Config adam() {
            return new Config(8, new StepRule.Adam(0.1), Bounding.PROJECTED, 20, 1e-4);
        }

        /** Gradient descent with momentum 0.9 from 8 starts; the rate depends on the scale of the cost. */
        public static Config momentum(double learningRate) {
            return new Config(8, new StepRule.Momentum(learningRate, 0.9), Bounding.PROJECTED, 20, 1e-4);
        }

        /** The same with another number of starts. */
        public Config withStarts(int number) {
            return new Config(number, rule, bounding, patience, tolerance);
        }

        /** The same with another way to keep the bounds. */
        public Config withBounding(Bounding other) {
            return new Config(starts, rule, other, patience, tolerance);
        }

        /** The same with another end. */
        public Config withPatience(int rounds, double relative) {
            return new Config(starts, rule, bounding, rounds, relative);
        }
    }

    /** The method with these settings. */
    public GradientPlanner(Config config) {
        this.config = config;
    }

    @Override
    public Plan plan(PlanRequest request) {
        try (TensorScope scope = TensorScope.open()) {
            Search search = new Search(request);
            BoxCoordinates box = new BoxCoordinates(search, config.bounding);
            Descent descent = null;
            Patience patience = new Patience(config.patience, config.tolerance);
            while (search.next()) {
                try (TensorScope step = TensorScope.open()) {
                    if (descent == null) {
                        descent = new Descent(config.rule, box, box.free(starts(search)));
                    }
                    advance(search, box, descent, step);
                }
                patience.observe(search.bestCost());
                if (patience.isOver()) {
                    search.stop();
                }
            }
            return search.finish(scope);
        }
    }

    /** [K, H, A], within the bounds. */
    private Tensor starts(Search search) {
        Tensor first = search.initialActions().unsqueeze(0);
        return config.starts == 1
                ? first
                : Tensors.concat(List.of(first, RandomShooting.uniform(search, config.starts - 1)), 0);
    }

    private static void advance(Search search, BoxCoordinates box, Descent descent, TensorScope scope) {
        Tensor leaf = Autograd.variable(descent.position());
        Tensor costs = Autograd.record(() -> search.evaluate(box.actions(leaf)).costs());
        if (!costs.requiresGradient()) {
            throw new PlanningException(
                    "the cost has no gradient with respect to the actions."
                            + "\nMaybe the model computes outside of tensors; use a planner that samples, such as CrossEntropy.");
        }
        Tensor gradient =
                Autograd.gradients(Autograd.record(costs::sum), List.of(leaf)).get(0);
        Tensor slope = gradient.maskedFill(gradient.isFinite().not(), 0);
        descent.follow(costs.detach().toDoubleArray(), slope, scope);
    }
}
