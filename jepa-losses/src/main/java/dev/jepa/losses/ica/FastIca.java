package dev.jepa.losses.ica;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;

/**
 * FastICA with symmetric decorrelation: the fixed point of
 *
 * <pre>
 * W := (W W^T)^-1/2 W   of   w_i := mean_n x_n g(w_i^T x_n) - mean_n g'(w_i^T x_n) w_i
 * </pre>
 *
 * <p>Source: Hyvaerinen 1999, "Fast and robust fixed-point algorithms for independent component analysis", equations 20 and 45.
 * Computes in float64.
 *
 * @param contrast g
 * @param iterations at most
 * @param tolerance ends where no w_i turns by more: max_i 1 - |w_i^T w_i'|
 */
public record FastIca(Contrast contrast, int iterations, double tolerance) {
    /** The nonlinearity g. */
    public enum Contrast {
        /** g(y) = tanh(y), of log cosh: robust, for most sources. */
        LOGCOSH,
        /** g(y) = y^3, of kurtosis: fast, spoilt by outliers. */
        CUBE
    }

    public FastIca {
        Bounds.maybe("200 iterations to a tolerance of 1e-10")
                .atLeast(1, "iterations", iterations)
                .positive("tolerance", tolerance);
    }

    /** With at most 200 iterations, to a tolerance of 1e-10. */
    public static FastIca of(Contrast contrast) {
        return new FastIca(contrast, 200, 1e-10);
    }

    /**
     * What was found.
     *
     * @param rotation W, float64 [D, D]
     * @param iterations how many it took
     * @param converged whether the tolerance was reached
     */
    public record Fit(Tensor rotation, int iterations, boolean converged) {}

    /**
     * Finds the rotation; belongs to the current scope.
     *
     * @param white signals of {@link Whitening}, [N, D]
     * @param start an orthogonal matrix [D, D], for example {@link Rotations#random}
     */
    public Fit fit(Tensor white, Tensor start) {
        Rotations.require(white, start);
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = white.detach().to(DType.FLOAT64);
            Tensor w = Rotations.nearest(start.detach().to(DType.FLOAT64).to(x.device()));
            for (int i = 1; i <= iterations; i++) {
                try (TensorScope step = TensorScope.open()) {
                    Tensor next = next(x, w);
                    double turned = turned(w, next);
                    w = step.keep(next);
                    if (turned < tolerance) {
                        return new Fit(scope.keep(w), i, true);
                    }
                }
            }
            return new Fit(scope.keep(w), iterations, false);
        }
    }

    private Tensor next(Tensor x, Tensor w) {
        Tensor y = x.matmul(w.transpose(0, 1)); // [N, D]
        Tensor g = contrast == Contrast.CUBE ? y.pow(3.0) : y.tanh();
        Tensor slope =
                contrast == Contrast.CUBE ? y.square().mul(3.0) : g.square().subtractFrom(1); // g'(y)
        Tensor mean = g.transpose(0, 1).matmul(x).div((double) x.size(0)); // [D, D]
        return Rotations.nearest(mean.sub(slope.mean(0).unsqueeze(1).mul(w)));
    }

    private static double turned(Tensor w, Tensor next) {
        return w.mul(next).sum(1).abs().subtractFrom(1).max().item();
    }
}
