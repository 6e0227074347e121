package dev.jepa.models.probe;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.TensorScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The probes of a table, run alike on every kind of features: linear, batch normalisation + linear, nearest neighbours, few
 * labels.
 *
 * @param k neighbours that vote
 * @param temperature of their weights
 * @param fewLabels fractions and draws, a column each; may be empty
 * @param rng of the held-out parts and the drawn labels: the same ones for each kind of features
 */
public record ProbeSuite(int k, double temperature, List<FewLabels> fewLabels, Rng rng) {
    /** The column of the linear probe. */
    public static final String LINEAR = "linear";

    /** The column of the linear probe on standardised features. */
    public static final String STANDARDISED = "BN + linear";

    /** The column of the nearest neighbours. */
    public static final String KNN = "kNN";

    /** Rows from which float32 is used: the rounding then moves fewer answers than the draw of the test set. */
    private static final int LARGE = 10_000;

    private static final double LABELS_A_CLASS = 5;

    public ProbeSuite {
        Bounds.maybe("ProbeSuite.standard(train, rng)")
                .atLeast(1, "k", k)
                .that(
                        temperature >= KnnProbe.SMALLEST_TEMPERATURE && temperature < Double.POSITIVE_INFINITY,
                        "temperature",
                        "be finite and >= " + KnnProbe.SMALLEST_TEMPERATURE,
                        temperature);
        fewLabels = List.copyOf(fewLabels);
    }

    /** k 20, T 0.07, five draws of 1 % and three of 10 % of the labels. */
    public static ProbeSuite standard(Rng rng) {
        return new ProbeSuite(20, 0.07, List.of(new FewLabels(0.01, 5), new FewLabels(0.1, 3)), rng);
    }

    /**
     * As {@link #standard(Rng)}, within what these training rows allow: no more neighbours than rows, and no fraction that leaves
     * fewer than five labels a class, one for each fold of the search for l2.
     */
    public static ProbeSuite standard(LabeledFeatures train, Rng rng) {
        ProbeSuite suite = standard(rng);
        double needed = LABELS_A_CLASS * train.classes();
        List<FewLabels> possible = suite.fewLabels.stream()
                .filter(few -> few.fraction() * train.rows() >= needed)
                .toList();
        return new ProbeSuite(Math.min(suite.k, train.rows()), suite.temperature, possible, rng);
    }

    /**
     * One row of the table.
     *
     * @param before told the name of each column before it is computed; may throw to end the row
     */
    public ProbeReport.Row run(String name, LabeledFeatures train, LabeledFeatures test, Consumer<String> before) {
        Map<String, Score> scores = new LinkedHashMap<>();
        List<String> notes = new ArrayList<>();
        try (TensorScope ignored = TensorScope.open()) {
            before.accept(LINEAR);
            scores.put(LINEAR, linear(LINEAR, train, test, LinearProbeConfig.of(0), notes));
            before.accept(STANDARDISED);
            scores.put(STANDARDISED, linear(STANDARDISED, train, test, LinearProbeConfig.standardised(0), notes));
            before.accept(KNN);
            scores.put(KNN, KnnProbe.of(train, k, temperature).accuracy(test));
            for (FewLabels few : fewLabels) {
                before.accept(few.columnName());
                scores.put(few.columnName(), few.evaluate(train, test, LinearProbeConfig.of(0), rng));
            }
        }
        return new ProbeReport.Row(name, train.dimension(), scores, notes);
    }

    /** A row with the linear probe alone, which is the same as in {@link #run}. */
    public ProbeReport.Row linear(String name, LabeledFeatures train, LabeledFeatures test) {
        List<String> notes = new ArrayList<>();
        Accuracy accuracy = linear(LINEAR, train, test, LinearProbeConfig.of(0), notes);
        return new ProbeReport.Row(name, train.dimension(), Map.of(LINEAR, accuracy), notes);
    }

    private Accuracy linear(
            String column, LabeledFeatures train, LabeledFeatures test, LinearProbeConfig config, List<String> notes) {
        try (TensorScope ignored = TensorScope.open()) {
            LinearProbe probe = L2Search.forRows(train.rows())
                    .fit(train, train.rows() < LARGE ? config : config.single(), rng.at("linear"));
            if (!probe.convergence().converged()) {
                notes.add(String.format(
                        Locale.ROOT,
                        "%s stopped unconverged after %d iterations with l2 %.1e",
                        column,
                        probe.convergence().iterations(),
                        probe.l2()));
            }
            return probe.accuracy(test);
        }
    }
}
