package dev.jepa.models.probe;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.TensorScope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Chooses the strength of the penalty of a {@link LinearProbe} on parts of the training set that the fit does not see, then
 * fits to the whole training set. The test set takes no part. The search runs from strong to weak and ends where the accuracy
 * has fallen by more than a standard error below the best.
 *
 * @param strengths l2 to try, in units of the mean variance of the features, so that the choice does not depend on their scale
 * @param folds parts, of equal shares of the classes, that the training set is dealt into, at least 2
 * @param heldOut how many of the parts are held out in turn, 1 … folds
 */
public record L2Search(List<Double> strengths, int folds, int heldOut) {
    private static final List<Double> DECADES = List.of(1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6);
    private static final int SMALL = 10_000;
    private static final double SEARCH_TOLERANCE = 1e-3;

    public L2Search {
        Bounds bounds = Bounds.maybe("L2Search.forRows(rows)")
                .that(!strengths.isEmpty(), "strengths", "hold one number or more", strengths)
                .atLeast(2, "folds", folds)
                .that(heldOut >= 1 && heldOut <= folds, "heldOut", "lie in 1 … folds = " + folds, heldOut);
        strengths.forEach(strength -> bounds.notNegative("strengths", strength));
        strengths = strengths.stream().sorted(Comparator.reverseOrder()).toList();
    }

    /**
     * 1e-6 … 1e-1 in powers of ten: one tenth held out of a large set, five-fold cross-validation below 10,000 rows, with fewer
     * folds below five rows.
     */
    public static L2Search forRows(long rows) {
        int folds = (int) Math.max(2, Math.min(5, rows));
        return rows < SMALL ? new L2Search(DECADES, folds, folds) : new L2Search(DECADES, 10, 1);
    }

    /**
     * The probe with the strength that got most held-out examples right; the larger of two equals.
     *
     * @param config everything but the strength
     * @throws IllegalArgumentException for fewer rows than folds
     */
    public LinearProbe fit(LabeledFeatures train, LinearProbeConfig config, Rng rng) {
        double best = choose(train, config, rng);
        try (TensorScope scope = TensorScope.open()) {
            LogisticFit fit = new LogisticFit(train, config);
            return fit.at(best * fit.meanVariance(), config.tolerance()).keptBy(scope);
        }
    }

    private double choose(LabeledFeatures train, LinearProbeConfig config, Rng rng) {
        if (train.rows() < folds) {
            throw new IllegalArgumentException("A training set must have at least one row for each of the " + folds
                    + " folds but has " + train.rows() + ".\nMaybe label a larger fraction.");
        }
        try (TensorScope ignored = TensorScope.open()) {
            List<Fold> held = hold(train, config, rng);
            int rows = held.stream().mapToInt(fold -> fold.out.rows()).sum();
            double best = strengths.get(0);
            long most = -1;
            for (double strength : strengths) {
                long correct = 0;
                for (Fold fold : held) {
                    correct += fold.correct(strength);
                }
                if (correct > most) {
                    most = correct;
                    best = strength;
                } else if (correct < most - standardError(most, rows)) {
                    break; // accuracy has one peak along the path, and small strengths take longest
                }
            }
            return best;
        }
    }

    private static double standardError(long correct, int rows) {
        return Math.sqrt(correct * (1 - (double) correct / rows));
    }

    private List<Fold> hold(LabeledFeatures train, LinearProbeConfig config, Rng rng) {
        List<int[]> parts = Stratified.folds(train, folds, rng.at("folds"));
        List<Fold> held = new ArrayList<>();
        for (int fold = 0; fold < heldOut; fold++) {
            List<int[]> others = new ArrayList<>(parts);
            int[] out = others.remove(fold);
            int[] in = others.stream().flatMapToInt(IntStream::of).sorted().toArray();
            held.add(new Fold(new LogisticFit(train.subset(in), config.single()), train.subset(out)));
        }
        return held;
    }

    /** A fit to the rows of all parts but one, and that one. */
    private record Fold(LogisticFit fit, LabeledFeatures out) {
        long correct(double strength) {
            try (TensorScope ignored = TensorScope.open()) {
                return fit.at(strength * fit.meanVariance(), SEARCH_TOLERANCE)
                        .accuracy(out)
                        .correct();
            }
        }
    }
}
