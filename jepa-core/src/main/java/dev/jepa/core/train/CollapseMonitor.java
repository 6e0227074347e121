package dev.jepa.core.train;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.LinearAlgebra;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Whether representations have collapsed to a point or to few dimensions, or are no numbers any more.
 *
 * <p>Looks at the standard deviation of each feature, at RankMe (Garrido et al. 2023, arXiv 2210.02885: exp of the entropy
 * of the normalised singular values) and at the eigenvalues of the covariance. Where there is NaN or infinity it only counts.
 *
 * @param samples N
 * @param dimensions D
 * @param notFinite features that are NaN or infinite for some sample; if there are any, all figures below are 0
 * @param meanStd mean over the features of their standard deviation
 * @param deadFeatures features whose standard deviation is below a thousandth of the largest
 * @param rankMe effective rank, 1 to D
 * @param majorDimensions the fewest principal directions that carry 99 % of the variance
 * @param relativeSpread root of the variance over the root mean square of the representations: 0 for a point, at most 1
 */
public record CollapseMonitor(
        long samples,
        long dimensions,
        long notFinite,
        double meanStd,
        long deadFeatures,
        double rankMe,
        long majorDimensions,
        double relativeSpread) {
    private static final double EPSILON = 1e-7;
    private static final double MAJOR = 0.99;
    private static final double CONSTANT = 1e-3;
    private static final double POINT = 0.01;
    private static final double FEW = 0.03;
    private static final double LOW = 0.15;

    /** What the figures say; the limits are shares of the dimensions that N samples can span. */
    public enum State {
        /** Spread over more than 15 % of the dimensions. */
        HEALTHY,
        /** 99 % of the variance lies in at most 15 % of the dimensions. */
        LOW_RANK,
        /** 99 % of the variance lies in at most 3 % of the dimensions. */
        FEW_DIMENSIONS,
        /** All representations are nearly the same vector: their spread is below 1 % of their size. */
        POINT,
        /** Some features are NaN or infinite. */
        NOT_FINITE
    }

    /**
     * Looks at representations [N, D], N &gt;= 2.
     *
     * @throws IllegalArgumentException for another shape
     */
    public static CollapseMonitor inspect(Tensor representations) {
        if (representations.shape().rank() != 2 || representations.size(0) < 2 || representations.size(1) < 1) {
            throw new IllegalArgumentException("representations must be [N, D] with N >= 2 and D >= 1 but were "
                    + representations.shape() + ".\nMaybe pool the tokens: mean(1).");
        }
        try (TensorScope ignored = TensorScope.open()) {
            Tensor z = representations.detach().to(DType.FLOAT64); // [N, D]
            long[] finite = z.isFinite().to(DType.INT64).min(0).toLongArray(); // [D], 0 or 1
            long notFinite = z.size(1) - Arrays.stream(finite).sum();
            return notFinite > 0
                    ? new CollapseMonitor(z.size(0), z.size(1), notFinite, 0, 0, 0, 0, 0)
                    : measure(z, z.abs().max().item());
        }
    }

    /** In units of a power of two near the largest element, so that no square overflows or vanishes. */
    private static CollapseMonitor measure(Tensor representations, double largestElement) {
        double unit = largestElement > 0 ? Math.scalb(1.0, Math.getExponent(largestElement)) : 1;
        Tensor z = representations.div(unit); // [N, D]
        Tensor centred = z.sub(z.meanKeep(0));
        double[] std = z.std(1, 0).toDoubleArray(); // [D]
        double[] singular = LinearAlgebra.singularValues(z).toDoubleArray();
        double[] variances = LinearAlgebra.singularValues(centred).square().toDoubleArray();
        double total = Arrays.stream(variances).sum();
        double power = Arrays.stream(singular).map(s -> s * s).sum();
        double largest = Arrays.stream(std).max().orElse(0);
        return new CollapseMonitor(
                z.size(0),
                z.size(1),
                0,
                Arrays.stream(std).average().orElse(0) * unit,
                Arrays.stream(std).filter(s -> s <= CONSTANT * largest).count(),
                EffectiveRank.of(singular, EPSILON),
                major(variances, total),
                power > 0 ? Math.sqrt(total / power) : 0);
    }

    /** The figures by name, as metrics record them; of representations that are not finite, how many features are not. */
    public Map<String, Double> metrics() {
        if (notFinite > 0) {
            return Map.of("collapse/not_finite", (double) notFinite);
        }
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("collapse/std", meanStd);
        figures.put("collapse/rankme", rankMe);
        figures.put("collapse/major_dimensions", (double) majorDimensions);
        figures.put("collapse/dead_features", (double) deadFeatures);
        figures.put("collapse/spread", relativeSpread);
        return figures;
    }

    /** Healthy, or how far gone. */
    public State state() {
        double available = Math.min(dimensions, samples - 1);
        if (notFinite > 0) {
            return State.NOT_FINITE;
        } else if (relativeSpread < POINT) {
            return State.POINT;
        } else if (majorDimensions <= Math.max(1, FEW * available)) {
            return State.FEW_DIMENSIONS;
        }
        return majorDimensions <= LOW * available ? State.LOW_RANK : State.HEALTHY;
    }

    /** One sentence for the user. */
    public String verdict() {
        String carry = String.format(
                Locale.ROOT,
                "%d of %d dimensions carry 99 %% of the variance, RankMe is %.1f",
                majorDimensions,
                dimensions,
                rankMe);
        String dead = deadFeatures > 0 ? ", " + deadFeatures + " features are constant" : "";
        return switch (state()) {
            case NOT_FINITE ->
                "the representations are not finite: " + notFinite + " of " + dimensions
                        + " features are NaN or infinite for some sample.";
            case POINT ->
                String.format(
                        Locale.ROOT,
                        "the representations have collapsed to a point: they differ by %.2g %% of their size.",
                        100 * relativeSpread);
            case FEW_DIMENSIONS -> "the representations have collapsed to few dimensions: " + carry + dead + ".";
            case LOW_RANK -> "the representations have a low rank: " + carry + dead + ".";
            case HEALTHY -> "the representations are healthy: " + carry + dead + ".";
        };
    }

    private static long major(double[] variances, double total) {
        double carried = 0;
        int count = 0;
        while (count < variances.length && carried < MAJOR * total) {
            carried += variances[count++];
        }
        return count;
    }
}
