package dev.jepa.planning.planner;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;

/**
 * Iterative linear-quadratic regulator (Li and Todorov 2004; Tassa et al. 2012): linearises the model and takes the cost to second order
 * along the plan, solves that, and tries several step lengths as one batch.
 *
 * <p>Converges quadratically where model and cost are smooth. Costs D backward passes for the model and 2 (D + A) for the cost a
 * round, so it suits states of some tens of features. Couplings of the cost between different steps (smoothness) are
 * neglected in the curvature, not in the gradient.
 *
 * <p>Bounds are part of what is solved (Tassa, Mansard and Todorov 2014): an action that a bound holds leaves the rest of the way to the
 * others, and does not follow deviations across it; actions of the trials are projected besides. Differs from the paper: a ball is a bound, too.
 */
public final class Ilqr implements Planner {
    private static final double LEAST_REGULARISATION = 1e-8;
    private static final double MOST_REGULARISATION = 1e8;
    private static final double FACTOR = 10;

    /** Halvings until a step vanishes in float64. */
    private static final int MOST_LENGTHS = 50;
    /** Numbers of the derivatives of a plan: 2 GiB. */
    private static final long MOST_NUMBERS = 1L << 28;

    private final Config config;

    /**
     * The settings of the method.
     *
     * @param stepLengths tried in each round: 1, 1/2, 1/4 …
     * @param patience rounds without relative improvement by {@code tolerance} after which it stops
     * @param tolerance relative improvement that counts
     */
    public record Config(int stepLengths, int patience, double tolerance) {
        public Config {
            if (stepLengths < 1 || stepLengths > MOST_LENGTHS) {
                throw new IllegalArgumentException(
                        "stepLengths must lie in [1, " + MOST_LENGTHS + "] but was " + stepLengths + ".");
            }
            if (patience < 1 || !(tolerance >= 0) || Double.isInfinite(tolerance)) {
                throw new IllegalArgumentException("patience must be >= 1 and tolerance >= 0 and finite but they were "
                        + patience + " and " + tolerance + ".");
            }
        }

        /** 8 step lengths, until 5 rounds bring no 1e-9. */
        public static Config standard() {
            return new Config(8, 5, 1e-9);
        }
    }

    /** The method with these settings. */
    public Ilqr(Config config) {
        this.config = config;
    }

    @Override
    public Plan plan(PlanRequest request) {
        try (TensorScope scope = TensorScope.open()) {
            Search search = new Search(request);
            requireSmall(search.problem());
            Patience patience = new Patience(config.patience, config.tolerance);
            double regularisation = LEAST_REGULARISATION;
            while (search.next()) {
                try (TensorScope ignored = TensorScope.open()) {
                    if (search.iteration() == 0) {
                        search.evaluate(search.initialActions().unsqueeze(0));
                    }
                    double before = search.bestCost();
                    improve(search, regularisation);
                    regularisation = search.bestCost() < before
                            ? Math.max(LEAST_REGULARISATION, regularisation / FACTOR)
                            : regularisation * FACTOR;
                }
                patience.observe(search.bestCost());
                if (patience.isOver() || regularisation > MOST_REGULARISATION) {
                    search.stop();
                }
            }
            return search.finish(scope);
        }
    }

    private static void requireSmall(Problem problem) {
        double features = Math.max(problem.state().size(1), problem.actionDim());
        if (problem.horizon() * features * features > MOST_NUMBERS) {
            throw new IllegalArgumentException(
                    "iLQR takes derivatives between all of %.0f features at each of %d steps, which no memory holds."
                                    .formatted(features, problem.horizon())
                            + "\nMaybe use a planner that samples, such as CrossEntropy.");
        }
    }

    private void improve(Search search, double regularisation) {
        long lengths = Math.min(config.stepLengths, search.affordable() - 1);
        if (lengths < 1) {
            search.stop();
            return;
        }
        Expansion expansion = Expansion.around(search);
        Tensor plan = search.bestActions();
        LinearPolicy.solve(expansion, plan, search.problem().bounds(), regularisation)
                .ifPresent(policy -> rollOut(search, policy, (int) lengths));
    }

    /** a_t = plan_t + length k_t + K_t (s_t - planned s_t), for all step lengths at once. */
    private static void rollOut(Search search, LinearPolicy policy, int lengths) {
        Problem problem = search.problem();
        double[] length = new double[lengths];
        for (int i = 0; i < lengths; i++) {
            length[i] = Math.pow(2, -i);
        }
        Tensor scales = search.like(Tensors.of(length, lengths, 1));
        Tensor plan = search.bestActions();
        Tensor planned = search.bestStates();
        Tensor state = problem.state().expand(lengths, problem.state().size(1));
        List<Tensor> actions = new ArrayList<>();
        List<Tensor> states = new ArrayList<>();
        for (int t = 0; t < problem.horizon(); t++) {
            Tensor action = plan.select(0, t).add(scales.mul(search.like(policy.offset(t))));
            if (t > 0) {
                Tensor deviation = state.sub(planned.select(0, t - 1L));
                action = action.add(deviation.matmul(search.like(policy.gain(t)).transpose(0, 1)));
            }
            Tensor allowed = problem.bounds().project(action);
            state = problem.model().predict(state, allowed);
            actions.add(allowed);
            states.add(state);
        }
        search.offer(Tensors.stack(actions, 1), Tensors.stack(states, 1));
    }
}
