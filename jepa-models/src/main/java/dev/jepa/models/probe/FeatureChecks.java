package dev.jepa.models.probe;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;

/** What every probe asks of the matrices it is given. */
final class FeatureChecks {
    private FeatureChecks() {}

    /** A floating [N, D] with N, D >= 1, all finite. */
    static void requireMatrix(String name, Tensor x) {
        if (!x.dtype().isFloating() || x.shape().rank() != 2 || x.shape().elements() == 0) {
            throw new IllegalArgumentException(name + " must be a floating-point [N, D] with N, D >= 1 but were "
                    + x.dtype() + x.shape() + ".\nMaybe pool the tokens first: tokens.mean(1), or flatten(1, -1).");
        }
        try (TensorScope ignored = TensorScope.open()) {
            if (!Double.isFinite(x.abs().max().item())) {
                long row = x.isFinite().not().nonZero().toLongArray()[0];
                throw new IllegalArgumentException(
                        name + " must be finite but row " + row
                                + " holds NaN or infinity.\nMaybe the encoder diverged: look at its loss, or load an earlier checkpoint.");
            }
        }
    }

    /** A matrix with the number of columns that a probe was fitted with. */
    static void requireColumns(String name, Tensor x, long columns) {
        requireMatrix(name, x);
        if (x.size(1) != columns) {
            throw new IllegalArgumentException(
                    name + " must be [N, " + columns + "], as the probe was fitted with, but were " + x.shape()
                            + ".\nMaybe they come from another layer or encoder.");
        }
    }
}
