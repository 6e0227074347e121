package dev.jepa.models.probe;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import java.util.List;

/**
 * Chooses the penalty of a {@link RidgeProbe} on training rows that are held out: the last ones, so that rows which belong
 * together, such as the patches of an image, are kept together by standing together.
 *
 * @param strengths to try, above 0, in units of N times the features' mean variance
 * @param heldOut the share of the rows, in (0, 1)
 */
public record RidgeSearch(List<Double> strengths, double heldOut) {
    public RidgeSearch {
        strengths = List.copyOf(strengths);
        Bounds bounds = Bounds.maybe("a heldOut of 0.2 and strengths from 1e-3 to 1e3")
                .that(!strengths.isEmpty(), "strengths", "hold one number or more", strengths)
                .that(heldOut > 0 && heldOut < 1, "heldOut", "lie in (0, 1)", heldOut);
        strengths.forEach(strength -> bounds.positive("strengths", strength));
    }

    /** 1e-1, 1e-2, … 1e-6, with a fifth of the rows held out. */
    public static RidgeSearch standard() {
        return new RidgeSearch(List.of(1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6), 0.2);
    }

    /**
     * The probe, fitted to all rows with the strength of the smallest squared error on those held out.
     *
     * @param features [N, D]
     * @param targets [N, K]
     * @throws IllegalArgumentException for fewer than two rows
     */
    public RidgeProbe fit(Tensor features, Tensor targets) {
        FeatureChecks.requireMatrix("features", features);
        FeatureChecks.requireMatrix("targets", targets);
        long rows = features.size(0);
        if (rows < 2) {
            throw new IllegalArgumentException(
                    "At least two rows are needed, one to hold out, but there is " + rows + ".");
        }
        long in = Math.max(1, Math.min(rows - 1, rows - Math.round(heldOut * rows)));
        double best = strengths.get(0);
        double least = Double.POSITIVE_INFINITY;
        for (double strength : strengths) {
            try (TensorScope ignored = TensorScope.open()) {
                Tensor seen = features.slice(0, 0, in);
                double error = RidgeProbe.fit(seen, targets.slice(0, 0, in), penalty(strength, seen))
                        .meanSquaredError(features.slice(0, in, rows), targets.slice(0, in, rows));
                if (error < least) {
                    least = error;
                    best = strength;
                }
            }
        }
        return RidgeProbe.fit(features, targets, penalty(best, features));
    }

    /** The strength times N and the mean variance; tiny, but above 0, where nothing varies. */
    private static double penalty(double strength, Tensor features) {
        try (TensorScope ignored = TensorScope.open()) {
            double variance = features.to(DType.FLOAT64).var(0, 0).mean().item();
            return Math.max(strength * features.size(0) * variance, Double.MIN_NORMAL);
        }
    }
}
