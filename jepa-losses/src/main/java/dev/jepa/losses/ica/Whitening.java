package dev.jepa.losses.ica;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.LinearAlgebra;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.losses.embedding.Embeddings;

/**
 * Whitening by principal components: V = diag(lambda)^-1/2 E^T with the covariance C = E diag(lambda) E^T, largest first.
 *
 * <p>White signals (x - mean) V^T have covariance I, so that only a rotation is left to be found.
 *
 * @param mean of the signals, float64 [D]
 * @param matrix V, float64 [D, D]
 */
public record Whitening(Tensor mean, Tensor matrix) {
    private static final double SINGULAR = 1e-12;

    /**
     * The whitening of some signals; belongs to the current scope.
     *
     * @param signals [N, D], N > D
     * @throws IllegalArgumentException when their covariance is singular
     */
    public static Whitening of(Tensor signals) {
        Embeddings.requireMatrix(signals, 2);
        Embeddings.require(signals, (int) signals.size(1) + 1);
        Embeddings.requireFinite(signals);
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = signals.detach().to(DType.FLOAT64);
            LinearAlgebra.Eigh parts = LinearAlgebra.eigh(Embeddings.covariance(x));
            double smallest = parts.values().min().item();
            double largest = parts.values().max().item();
            if (!(smallest > SINGULAR * largest)) {
                throw new IllegalArgumentException(
                        "Signals must not be linearly dependent, but the variances along their principal axes reach"
                                + " from " + smallest + " to " + largest
                                + ".\nMaybe two of them are equal, or there are fewer sources than signals.");
            }
            Tensor scale = parts.values().rsqrt().unsqueeze(1); // [D, 1]
            Tensor matrix = parts.vectors().transpose(0, 1).mul(scale).flip(0).contiguous();
            return new Whitening(scope.keep(x.mean(0)), scope.keep(matrix));
        }
    }

    /** White signals, float64 [N, D], of signals [N, D]. */
    public Tensor apply(Tensor signals) {
        Embeddings.requireMatrix(signals, 1);
        if (signals.size(1) != mean.size(0)) {
            throw new IllegalArgumentException("Signals must be [N, " + mean.size(0) + "] but were " + signals.shape()
                    + ".\nMaybe the whitening is of other signals.");
        }
        return signals.to(DType.FLOAT64).sub(mean).matmul(matrix.transpose(0, 1));
    }
}
