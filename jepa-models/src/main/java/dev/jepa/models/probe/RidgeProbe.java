package dev.jepa.models.probe;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.LinearAlgebra;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.List;

/**
 * Linear regression with a squared penalty on frozen features, in closed form: for states, positions and other numbers.
 *
 * <p>Minimises ||Y - X W^T - b||^2 + ridge ||W||^2 (sums, not means; b is free) through the normal equations of the centred
 * features and a Cholesky decomposition, in float64. Dimensions: N rows, D features, K targets. Its tensors belong to the
 * scope that it was fitted in.
 */
public final class RidgeProbe {
    private static final int PART = 4096;
    private static final double ROUNDING = 1e-20; // of squares

    private final Tensor weight;
    private final Tensor bias;

    private RidgeProbe(Tensor weight, Tensor bias) {
        this.weight = weight;
        this.bias = bias;
    }

    /**
     * Fits targets.
     *
     * @param features floating [N, D], finite
     * @param targets floating [N, K], finite
     * @param ridge strength of the penalty, above 0
     */
    public static RidgeProbe fit(Tensor features, Tensor targets, double ridge) {
        FeatureChecks.requireMatrix("features", features);
        FeatureChecks.requireMatrix("targets", targets);
        if (features.size(0) != targets.size(0)) {
            throw new IllegalArgumentException("targets must have one row for each of the " + features.size(0)
                    + " rows of the features but have shape " + targets.shape() + ".");
        }
        if (!(ridge > 0 && Double.isFinite(ridge))) {
            throw new IllegalArgumentException("ridge must be > 0 but was " + ridge
                    + ".\nMaybe 1e-6, which is next to nothing and keeps the solution unique.");
        }
        try (TensorScope scope = TensorScope.open()) {
            Standardisation x = Standardisation.of(features, false);
            Standardisation y = Standardisation.of(targets, false);
            Tensor factor = LinearAlgebra.cholesky(product(x, features, x, features)
                    .add(Tensors.eye((int) features.size(1), (int) features.size(1), DType.FLOAT64)
                            .to(features.device())
                            .mul(ridge))); // [D, D]
            Tensor weight = LinearAlgebra.choleskySolve(product(x, features, y, targets), factor)
                    .transpose(0, 1); // [K, D]
            Tensor bias = y.mean().sub(weight.matmul(x.mean())); // [K]
            return new RidgeProbe(scope.keep(weight), scope.keep(bias));
        }
    }

    /** Fits one-hot labels: a classifier in closed form. */
    public static RidgeProbe fit(LabeledFeatures train, double ridge) {
        try (TensorScope scope = TensorScope.open()) {
            Tensor classes = Tensors.arange(train.classes()).to(train.labels().device());
            Tensor oneHot = train.labels().unsqueeze(1).eq(classes).to(DType.FLOAT64); // [N, C]
            RidgeProbe probe = fit(train.features(), oneHot.to(train.features().device()), ridge);
            scope.keep(List.of(probe.weight, probe.bias));
            return probe;
        }
    }

    /** W, float64 [K, D]. */
    public Tensor weight() {
        return weight;
    }

    /** b, float64 [K]. */
    public Tensor bias() {
        return bias;
    }

    /** X W^T + b, float64 [N, K]. */
    public Tensor predict(Tensor features) {
        FeatureChecks.requireColumns("features", features, weight.size(1));
        return TensorScope.keepOnly(
                () -> features.to(DType.FLOAT64).matmul(weight.transpose(0, 1)).add(bias));
    }

    private void requireTargets(Tensor features, Tensor targets) {
        FeatureChecks.requireColumns("targets", targets, weight.size(0));
        if (targets.size(0) != features.size(0)) {
            throw new IllegalArgumentException("targets must have one row for each of the " + features.size(0)
                    + " rows of the features but have shape " + targets.shape() + ".");
        }
    }

    /** The mean squared error over rows and targets [N, K]. */
    public double meanSquaredError(Tensor features, Tensor targets) {
        requireTargets(features, targets);
        try (TensorScope ignored = TensorScope.open()) {
            return predict(features)
                    .sub(targets.to(DType.FLOAT64))
                    .square()
                    .mean()
                    .item();
        }
    }

    /**
     * 1 - squared error / squared deviation from the mean target, each summed over rows and targets; of targets that are all the same, of
     * which there is nothing to explain, 1 if they are predicted but for rounding and 0 if not.
     */
    public double r2(Tensor features, Tensor targets) {
        requireTargets(features, targets);
        try (TensorScope ignored = TensorScope.open()) {
            Tensor y = targets.to(DType.FLOAT64);
            double error = predict(features).sub(y).square().sum().item();
            double deviation = y.sub(y.slice(0, 0, 1)).abs().max().item() > 0
                    ? y.sub(y.meanKeep(0)).square().sum().item()
                    : 0;
            boolean exact = error <= ROUNDING * y.square().sum().item();
            return deviation > 0 ? 1 - error / deviation : exact ? 1 : 0;
        }
    }

    /** The share of test examples whose largest prediction is that of their class. */
    public Accuracy accuracy(LabeledFeatures test) {
        try (TensorScope ignored = TensorScope.open()) {
            return Accuracy.of(predict(test.features()).argMax(1), test.labels());
        }
    }

    /** A^T B of centred matrices, summed over parts of the rows in float64. */
    private static Tensor product(Standardisation centreA, Tensor a, Standardisation centreB, Tensor b) {
        List<Tensor> partsOfB = b.split(PART, 0);
        Tensor sum = Tensors.zeros(
                DType.FLOAT64, a.device(), a.shape().with(0, a.size(1)).with(1, b.size(1)));
        int part = 0;
        for (Tensor partOfA : a.split(PART, 0)) {
            try (TensorScope scope = TensorScope.open()) {
                Tensor left = centreA.apply(partOfA).transpose(0, 1); // [D, n]
                sum = scope.keep(sum.add(left.matmul(centreB.apply(partsOfB.get(part++)))));
            }
        }
        return sum;
    }
}
