package dev.jepa.models.probe;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;

/**
 * Frozen features and the classes they belong to, checked.
 *
 * <p>Throws {@link IllegalArgumentException} for another shape or type, no rows, a value that is not finite, or a label out
 * of range.
 *
 * @param features floating [N, D], all finite
 * @param labels int64 [N] in 0 … classes - 1
 * @param classes how many classes there are, at least 2
 */
public record LabeledFeatures(Tensor features, Tensor labels, int classes) {
    public LabeledFeatures {
        FeatureChecks.requireMatrix("features", features);
        if (classes < 2) {
            throw new IllegalArgumentException("classes must be >= 2 but was " + classes + ".");
        }
        if (labels.dtype() != DType.INT64 || labels.shape().rank() != 1 || labels.size(0) != features.size(0)) {
            throw new IllegalArgumentException(
                    "labels must be int64[" + features.size(0) + "], one for each row of the features, but were "
                            + labels.dtype() + labels.shape() + ".\nMaybe the last batch was left out on one side.");
        }
        long[] values = labels.toLongArray();
        for (int row = 0; row < values.length; row++) {
            if (values[row] < 0 || values[row] >= classes) {
                throw new IllegalArgumentException("labels must lie in 0 … " + (classes - 1) + " but label " + row
                        + " is " + values[row] + ".\nMaybe classes is too small, or labels start at 1.");
            }
        }
    }

    /** N, the number of examples. */
    public int rows() {
        return (int) features.size(0);
    }

    /** D, the size of a feature vector. */
    public int dimension() {
        return (int) features.size(1);
    }

    /** The examples at these positions, in their order; belongs to the current scope. */
    public LabeledFeatures subset(int[] positions) {
        long[] rows = new long[positions.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = positions[i];
        }
        try (TensorScope scope = TensorScope.open()) {
            Tensor index = Tensors.of(rows, rows.length);
            Tensor x = scope.keep(features.indexSelect(0, index.to(features.device())));
            Tensor y = scope.keep(labels.indexSelect(0, index.to(labels.device())));
            return new LabeledFeatures(x, y, classes);
        }
    }

    int[] labelArray() {
        long[] values = labels.toLongArray();
        int[] array = new int[values.length];
        for (int i = 0; i < array.length; i++) {
            array[i] = (int) values[i];
        }
        return array;
    }
}
