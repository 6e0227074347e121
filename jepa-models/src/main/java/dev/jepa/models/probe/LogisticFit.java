package dev.jepa.models.probe;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.Arrays;

/** Fits {@link LinearProbe}s of several strengths to one training set, each from the optimum of the one before. */
final class LogisticFit {
    private final LogisticProblem problem;
    private final CurvaturePreconditioner preconditioner;
    private final LinearProbeConfig config;
    private final double gradientAtZero;
    private double[] point;

    /** Lays out the data, which belongs to the current scope. */
    LogisticFit(LabeledFeatures train, LinearProbeConfig config) {
        this.config = config;
        this.problem = new LogisticProblem(train, config.standardise(), config.dtype());
        this.preconditioner = new CurvaturePreconditioner(problem);
        this.point = new double[problem.classes() * (problem.dimension() + 1)];
        double[] gradient = new double[point.length];
        problem.evaluate(0, point, gradient);
        this.gradientAtZero = Lbfgs.largest(gradient);
    }

    /** The mean variance of the features: the scale in which penalties are small or large. */
    double meanVariance() {
        return preconditioner.meanVariance();
    }

    /** The probe of a strength, to a gradient of the tolerance's share of that at W = 0. */
    LinearProbe at(double l2, double tolerance) {
        try (TensorScope scope = TensorScope.open()) {
            Tensor factor = preconditioner.factor(l2);
            Lbfgs lbfgs = new Lbfgs(
                    (x, gradient) -> problem.evaluate(l2, x, gradient), q -> preconditioner.apply(factor, q), point);
            boolean converged = lbfgs.minimise(tolerance * gradientAtZero, config.maxIterations());
            point = lbfgs.point();
            LinearProbe.Convergence convergence =
                    new LinearProbe.Convergence(converged, lbfgs.iterations(), lbfgs.value(), lbfgs.largestGradient());
            return probe(l2, convergence).keptBy(scope);
        }
    }

    private LinearProbe probe(double l2, LinearProbe.Convergence convergence) {
        int weights = problem.classes() * problem.dimension();
        Standardisation input = problem.standardisation();
        Tensor weight =
                problem.onFeatures(Tensors.of(Arrays.copyOf(point, weights), problem.classes(), problem.dimension())
                        .to(input.mean().device()));
        Tensor bias = Tensors.of(Arrays.copyOfRange(point, weights, point.length), problem.classes())
                .to(weight.device());
        if (!config.standardise()) {
            bias = bias.sub(weight.matmul(input.mean())); // the features were centred
            input = Standardisation.none(input.mean());
        }
        return new LinearProbe(input, weight, bias.sub(bias.mean()), l2, convergence);
    }
}
