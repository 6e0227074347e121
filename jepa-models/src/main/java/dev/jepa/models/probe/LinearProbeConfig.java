package dev.jepa.models.probe;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.DType;

/**
 * How a {@link LinearProbe} is fitted; throws {@link IllegalArgumentException} for a value outside of what is named here.
 *
 * @param l2 strength of l2/2 ||W||_F^2, at least 0
 * @param standardise whether each feature is scaled to variance 1 over the training rows first: the batch normalisation
 *     without affine part before the linear layer of I-JEPA's and MAE's probes
 * @param tolerance largest component of the gradient at the end, as a share of the largest at W = 0
 * @param maxIterations after which the fit is given back unconverged
 * @param dtype type of the products over the rows, float32 or float64; sums over blocks of rows are float64 in any case
 */
public record LinearProbeConfig(double l2, boolean standardise, double tolerance, int maxIterations, DType dtype) {
    public LinearProbeConfig {
        Bounds.maybe("LinearProbeConfig.of(0)")
                .notNegative("l2", l2)
                .that(tolerance > 0 && tolerance < 1, "tolerance", "lie in (0, 1)", tolerance)
                .atLeast(1, "maxIterations", maxIterations)
                .that(dtype == DType.FLOAT32 || dtype == DType.FLOAT64, "dtype", "be float32 or float64", dtype);
    }

    /** Without standardisation, float64, to a gradient of 1e-6. */
    public static LinearProbeConfig of(double l2) {
        return new LinearProbeConfig(l2, false, 1e-6, 1000, DType.FLOAT64);
    }

    /** As {@link #of}, with standardised features. */
    public static LinearProbeConfig standardised(double l2) {
        return new LinearProbeConfig(l2, true, 1e-6, 1000, DType.FLOAT64);
    }

    /** The same with half the memory and time, to a gradient of 1e-4: rounding does not allow much less. */
    public LinearProbeConfig single() {
        return new LinearProbeConfig(l2, standardise, Math.max(tolerance, 1e-4), maxIterations, DType.FLOAT32);
    }

    /** The same with another strength. */
    public LinearProbeConfig withL2(double strength) {
        return new LinearProbeConfig(strength, standardise, tolerance, maxIterations, dtype);
    }

    /** The same with another tolerance. */
    public LinearProbeConfig withTolerance(double share) {
        return new LinearProbeConfig(l2, standardise, share, maxIterations, dtype);
    }
}
