package dev.jepa.models.probe;

import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.TensorScope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Chooses the strength of the penalty of a {@link LinearProbe} on parts of the training set that the fit does not see, then
 * fits to the whole training set. The test set takes no part.
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
        strengths = strengths.stream().sorted(Comparator.reverseOrder()).toList();
        if (strengths.isEmpty() || strengths.get(strengths.size() - 1) < 0) {
            throw new IllegalArgumentException(
                    "strengths must be one or more numbers >= 0 but were " + strengths + ".");
        }
        if (folds < 2 || heldOut < 1 || heldOut > folds) {
            throw new IllegalArgumentException(
                    "folds must be >= 2 and heldOut lie in 1 … folds but they were " + folds + " and " + heldOut + ".");
        }
    }

    /** 1e-6 … 1e-1 in powers of ten: one tenth held out of a large set, five-fold cross-validation below 10,000 rows. */
    public static L2Search forRows(long rows) {
        return rows < SMALL ? new L2Search(DECADES, 5, 5) : new L2Search(DECADES, 10, 1);
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
        List<int[]> parts = Stratified.folds(train, folds, rng.at("folds"));
        long[] correct = new long[strengths.size()];
        for (int fold = 0; fold < heldOut; fold++) {
            addCorrect(train, parts, fold, config, correct);
        }
        int best = 0;
        for (int i = 1; i < correct.length; i++) {
            best = correct[i] > correct[best] ? i : best;
        }
        return strengths.get(best);
    }

    private void addCorrect(
            LabeledFeatures train, List<int[]> parts, int fold, LinearProbeConfig config, long[] correct) {
        List<int[]> others = new ArrayList<>(parts);
        int[] out = others.remove(fold);
        int[] in = others.stream().flatMapToInt(IntStream::of).sorted().toArray();
        try (TensorScope ignored = TensorScope.open()) {
            LabeledFeatures heldOutPart = train.subset(out);
            LogisticFit fit = new LogisticFit(train.subset(in), config.single());
            double scale = fit.meanVariance();
            for (int i = 0; i < correct.length; i++) {
                correct[i] += fit.at(strengths.get(i) * scale, SEARCH_TOLERANCE)
                        .accuracy(heldOutPart)
                        .correct();
            }
        }
    }
}
