package dev.jepa.models.probe;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.LinearAlgebra;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The data of a multinomial logistic regression, laid out for many evaluations: features centred (and scaled to variance 1
 * if asked for) in blocks of rows that stay in the processor's cache between the two products of an evaluation.
 *
 * <p>With fewer rows than features the optimum is a combination of the rows, so the problem is posed in an orthonormal basis of
 * their span: N coordinates instead of D features, with the same optimum and the same norm of W.
 *
 * <p>Dimensions: N rows, n rows of a block, D coordinates, C classes. A point is W [C, D], row by row, then the bias [C].
 */
final class LogisticProblem {
    private static final int BLOCK_ELEMENTS = 1 << 19;

    private final List<Block> blocks = new ArrayList<>();
    private final int rows;
    private final int classes;
    private final int dimension;
    private final Standardisation standardisation;
    private final @Nullable Tensor basis; // [features, D]

    /** Features [n, D], classes int64 [n, 1], and -1 [n, 1]. */
    private record Block(Tensor x, Tensor labels, Tensor minusOne) {}

    /** Copies the features into blocks that belong to the current scope. */
    LogisticProblem(LabeledFeatures data, boolean standardise, DType dtype) {
        rows = data.rows();
        classes = data.classes();
        standardisation = Standardisation.of(data.features(), standardise);
        basis = rows < data.dimension() ? basisOfRows(data) : null;
        dimension = basis == null ? data.dimension() : rows;
        for (Tensor part : data.features().split(Math.max(1, BLOCK_ELEMENTS / dimension), 0)) {
            try (TensorScope scope = TensorScope.open()) {
                Tensor x = coordinates(standardisation.apply(part)).to(dtype); // [n, D]
                blocks.add(new Block(scope.keep(x), scope.keep(labelsOf(data, x)), scope.keep(minusOnes(x))));
            }
        }
    }

    private Tensor basisOfRows(LabeledFeatures data) {
        try (TensorScope scope = TensorScope.open()) {
            Tensor columns = standardisation.apply(data.features()).transpose(0, 1); // [features, N]
            return scope.keep(LinearAlgebra.qr(columns).q());
        }
    }

    private Tensor coordinates(Tensor x) {
        return basis == null ? x : x.matmul(basis);
    }

    /** W [C, D] as it applies to the features, [C, features]. */
    Tensor onFeatures(Tensor weight) {
        return basis == null ? weight : weight.matmul(basis.transpose(0, 1));
    }

    private Tensor labelsOf(LabeledFeatures data, Tensor x) {
        long from = blocks.stream().mapToLong(block -> block.x.size(0)).sum();
        return data.labels().slice(0, from, from + x.size(0)).to(x.device()).unsqueeze(1);
    }

    private static Tensor minusOnes(Tensor x) {
        return Tensors.full(-1, x.dtype(), x.device(), x.shape().with(1, 1));
    }

    Standardisation standardisation() {
        return standardisation;
    }

    int classes() {
        return classes;
    }

    int dimension() {
        return dimension;
    }

    int features() {
        return basis == null ? dimension : (int) basis.size(0);
    }

    /** About as many rows as the limit, spread evenly over the set: float64 [n, D], centred. */
    Tensor sample(int limit) {
        int stride = (rows + limit - 1) / limit;
        try (TensorScope scope = TensorScope.open()) {
            List<Tensor> parts = new ArrayList<>();
            for (Block block : blocks) {
                parts.add(block.x.slice(0, 0, Long.MAX_VALUE, stride).to(DType.FLOAT64));
            }
            return scope.keep(Tensors.concat(parts, 0));
        }
    }

    /** Mean cross entropy + l2/2 ||W||_F^2, and its gradient. */
    double evaluate(double l2, double[] point, double[] gradient) {
        int weights = classes * dimension;
        double penalty = 0;
        for (int i = 0; i < weights; i++) {
            gradient[i] = l2 * point[i];
            penalty += l2 / 2 * point[i] * point[i];
        }
        Arrays.fill(gradient, weights, point.length, 0);
        try (TensorScope ignored = TensorScope.open()) {
            Tensor like = blocks.get(0).x;
            Tensor weight = Tensors.of(Arrays.copyOf(point, weights), classes, dimension);
            Tensor bias = Tensors.of(Arrays.copyOfRange(point, weights, point.length), classes);
            Tensor w = weight.to(like.dtype()).to(like.device()).transpose(0, 1); // [D, C]
            Tensor b = bias.to(like.dtype()).to(like.device()); // [C]
            double loss = 0;
            for (Block block : blocks) {
                loss += addCrossEntropy(block, w, b, gradient);
            }
            return loss / rows + penalty;
        }
    }

    /** A block's sum of cross entropies; adds its part of the mean's gradient. */
    private double addCrossEntropy(Block block, Tensor w, Tensor b, double[] gradient) {
        try (TensorScope ignored = TensorScope.open()) {
            Tensor logProbability = block.x.matmul(w).add(b).logSoftmax(1); // [n, C]
            Tensor residual = logProbability.exp().scatterAdd(1, block.labels, block.minusOne); // [n, C]
            Tensor weightGradient = residual.transpose(0, 1).matmul(block.x); // [C, D]
            addMean(weightGradient, gradient, 0);
            addMean(residual.to(DType.FLOAT64).sum(0), gradient, classes * dimension);
            return -logProbability
                    .gather(1, block.labels)
                    .to(DType.FLOAT64)
                    .sum()
                    .item();
        }
    }

    private void addMean(Tensor sum, double[] target, int offset) {
        double[] values = sum.toDoubleArray();
        for (int i = 0; i < values.length; i++) {
            target[offset + i] += values[i] / rows;
        }
    }
}
