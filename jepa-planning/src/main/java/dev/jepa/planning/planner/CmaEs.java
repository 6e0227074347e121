package dev.jepa.planning.planner;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.LinearAlgebra;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.planning.planner.GradientPlanner.Bounding;

/**
 * CMA-ES (Hansen 2016, arXiv 1604.00772): samples plans from a normal distribution whose full covariance over all H * A numbers
 * adapts, so that it learns which actions belong together.
 *
 * <p>Samples out of bounds are projected, and the projected ones update the distribution. Each round costs an
 * eigendecomposition of H * A numbers, so it suits short horizons. Written here because the optimiser of Commons Math judges one
 * point at a time, and a world model is fast only on a batch.
 */
public final class CmaEs implements Planner {
    private static final int MOST_NUMBERS = 4096;

    private final Config config;

    /**
     * The settings of the method.
     *
     * @param candidates lambda, plans of a round
     * @param initialStd sigma_0 in units of half the range of an action
     */
    public record Config(int candidates, double initialStd) {
        public Config {
            Gaussian.requireSpread("initialStd", initialStd);
            if (candidates < 4 || !(initialStd > 0)) {
                throw new IllegalArgumentException("candidates must be >= 4 and initialStd > 0 but they were "
                        + candidates + " and " + initialStd + ".");
            }
        }

        /** 64 plans, 0.5 of half the range. */
        public static Config standard() {
            return new Config(64, 0.5);
        }
    }

    /** The method with these settings. */
    public CmaEs(Config config) {
        this.config = config;
    }

    /** The distribution: mean m [n], step size sigma, covariance C [n, n], and the two paths [n]. Float64, on the CPU. */
    private record State(Tensor mean, double sigma, Tensor covariance, Tensor sigmaPath, Tensor covariancePath) {
        State keptBy(TensorScope scope) {
            return new State(
                    scope.keep(mean), sigma, scope.keep(covariance), scope.keep(sigmaPath), scope.keep(covariancePath));
        }
    }

    @Override
    public Plan plan(PlanRequest request) {
        try (TensorScope scope = TensorScope.open()) {
            Search search = new Search(request);
            Problem problem = search.problem();
            search.requireRoom(config.candidates);
            int n = numbers(problem);
            CmaConstants constants = CmaConstants.of(n, config.candidates);
            BoxCoordinates box = new BoxCoordinates(search, Bounding.PROJECTED);
            Tensor mean = onCpu(box.free(search.initialActions())).reshape(n);
            Tensor zero = mean.mul(0);
            State state = new State(mean, config.initialStd, Tensors.eye(n, n, DType.FLOAT64), zero, zero);
            while (search.next()) {
                try (TensorScope step = TensorScope.open()) {
                    state = improve(search, box, constants, state).keptBy(step);
                }
            }
            return search.finish(scope);
        }
    }

    private static int numbers(Problem problem) {
        long numbers = (long) problem.horizon() * problem.actionDim();
        if (numbers > MOST_NUMBERS) {
            throw new IllegalArgumentException(
                    "CMA-ES adapts a covariance over at most " + MOST_NUMBERS
                            + " numbers but a plan has " + numbers
                            + ": horizon times components of an action.\nMaybe plan with a shorter horizon, or use CrossEntropy.");
        }
        return (int) numbers;
    }

    private static Tensor onCpu(Tensor x) {
        return x.to(Device.CPU).to(DType.FLOAT64);
    }

    private State improve(Search search, BoxCoordinates box, CmaConstants c, State state) {
        Problem problem = search.problem();
        LinearAlgebra.Eigh eigen = LinearAlgebra.eigh(state.covariance);
        Tensor root = eigen.values().clamp(1e-14, Float.MAX_VALUE).sqrt();
        Tensor z = Tensors.normal(search.rng(), config.candidates, state.mean.size(0))
                .to(DType.FLOAT64);
        Tensor y = z.mul(root).matmul(eigen.vectors().transpose(0, 1));
        Tensor x = y.mul(state.sigma).add(state.mean);
        Tensor shaped = search.like(x).reshape(config.candidates, problem.horizon(), problem.actionDim());
        Evaluated evaluated = search.evaluate(box.actions(shaped));
        Elites elites = Elites.of(evaluated, c.parents());
        Tensor kept = onCpu(box.free(elites.actions())).reshape(c.parents(), -1); // [mu, n]
        Tensor steps = kept.sub(state.mean).div(state.sigma);
        return update(search.iteration(), c, state, steps, eigen.vectors(), root);
    }

    /** Equations 43 to 49 of the tutorial, with active update switched off. */
    private static State update(
            long iteration, CmaConstants c, State state, Tensor steps, Tensor vectors, Tensor root) {
        Tensor weights = Tensors.of(c.weights(), c.parents(), 1);
        Tensor mean = steps.mul(weights).sum(0); // <y>_w
        Tensor whitened = mean.reshape(1, -1)
                .matmul(vectors)
                .div(root)
                .matmul(vectors.transpose(0, 1))
                .reshape(-1);
        Tensor sigmaPath = state.sigmaPath.mul(1 - c.sigmaRate()).add(whitened.mul(c.sigmaGain()));
        double length = Math.sqrt(sigmaPath.square().sum().item());
        double sigma = state.sigma * Math.exp(Math.min(1, c.sigmaRate() / c.damping() * (length / c.chi() - 1)));
        boolean moving = length / Math.sqrt(1 - Math.pow(1 - c.sigmaRate(), 2.0 * (iteration + 1)))
                < (1.4 + 2.0 / (mean.size(0) + 1)) * c.chi();
        Tensor path = state.covariancePath.mul(1 - c.covarianceRate()).add(mean.mul(moving ? c.covarianceGain() : 0));
        Tensor rankOne = Tensors.outer(path, path);
        Tensor rankMu = steps.mul(weights).transpose(0, 1).matmul(steps);
        double lost = moving ? 0 : c.rankOne() * c.covarianceRate() * (2 - c.covarianceRate());
        Tensor covariance = state.covariance
                .mul(1 - c.rankOne() - c.rankMu() + lost)
                .add(rankOne.mul(c.rankOne()))
                .add(rankMu.mul(c.rankMu()));
        return new State(state.mean.add(mean.mul(state.sigma)), sigma, covariance, sigmaPath, path);
    }
}
