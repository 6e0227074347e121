package dev.jepa.models.probe;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;

/**
 * Multinomial logistic regression on frozen features, fitted to its unique optimum.
 *
 * <p>Minimises mean cross entropy + l2/2 ||W||_F^2 over W [C, D] and b [C] (not penalised; its mean is 0) by full-batch
 * L-BFGS: no learning rate, no epochs, no randomness. With {@link LinearProbeConfig#standardise} W and b apply to features
 * (x - mean) / std of the training rows: the batch normalisation + linear layer of I-JEPA (arXiv 2301.08243, appendix A).
 *
 * <p>Differs from the paper: the optimum of a convex problem instead of a schedule of SGD or LARS, so that two probes differ
 * by their features alone. Its tensors belong to the scope that it was fitted in.
 */
public final class LinearProbe {
    private static final int PART = 8192;

    private final Standardisation input;
    private final Tensor weight;
    private final Tensor bias;
    private final double l2;
    private final Convergence convergence;

    /**
     * The end of a fit.
     *
     * @param converged whether the gradient fell below the tolerance; if not, more iterations or float64 help
     * @param iterations L-BFGS steps taken
     * @param objective mean cross entropy + l2/2 ||W||_F^2 of the training examples
     * @param gradient its largest component
     */
    public record Convergence(boolean converged, int iterations, double objective, double gradient) {}

    LinearProbe(Standardisation input, Tensor weight, Tensor bias, double l2, Convergence convergence) {
        this.input = input;
        this.weight = weight;
        this.bias = bias;
        this.l2 = l2;
        this.convergence = convergence;
    }

    /** Fits a probe to training examples with a given strength of the penalty; {@link L2Search} chooses one. */
    public static LinearProbe fit(LabeledFeatures train, LinearProbeConfig config) {
        try (TensorScope scope = TensorScope.open()) {
            return new LogisticFit(train, config)
                    .at(config.l2(), config.tolerance())
                    .keptBy(scope);
        }
    }

    /** W, float64 [C, D]. */
    public Tensor weight() {
        return weight;
    }

    /** b, float64 [C] with mean 0. */
    public Tensor bias() {
        return bias;
    }

    /** The strength of the penalty. */
    public double l2() {
        return l2;
    }

    /** How the fit ended. */
    public Convergence convergence() {
        return convergence;
    }

    /** Probabilities of the classes, float64 [N, C], of features [N, D]. */
    public Tensor probabilities(Tensor features) {
        return TensorScope.keepOnly(() -> logits(features).softmax(1));
    }

    /** The most probable class, int64 [N], of features [N, D]. */
    public Tensor predict(Tensor features) {
        return TensorScope.keepOnly(() -> logits(features).argMax(1));
    }

    /** The share of test examples whose most probable class is theirs. */
    public Accuracy accuracy(LabeledFeatures test) {
        try (TensorScope ignored = TensorScope.open()) {
            return Accuracy.of(predict(test.features()), test.labels());
        }
    }

    /** W x + b, float64 [N, C], of features [N, D]. */
    public Tensor logits(Tensor features) {
        FeatureChecks.requireColumns("features", features, weight.size(1));
        try (TensorScope scope = TensorScope.open()) {
            List<Tensor> parts = new ArrayList<>();
            for (Tensor part : features.split(PART, 0)) {
                try (TensorScope inner = TensorScope.open()) {
                    Tensor x = input.apply(part); // [n, D]
                    parts.add(inner.keep(x.matmul(weight.transpose(0, 1)).add(bias))); // [n, C]
                }
            }
            return scope.keep(Tensors.concat(parts, 0));
        }
    }

    LinearProbe keptBy(TensorScope scope) {
        scope.keep(List.of(weight, bias, input.mean(), input.scale()));
        return this;
    }
}
