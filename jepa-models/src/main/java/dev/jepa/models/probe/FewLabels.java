package dev.jepa.models.probe;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a few labels go: linear probes trained on random, class-balanced fractions of the training set, tested on all of
 * the test set, as in the 1 % and 10 % tables of the self-supervised papers.
 *
 * @param fraction of the labels, in (0, 1]
 * @param draws how many subsets are tried, at least 1
 */
public record FewLabels(double fraction, int draws) {
    public FewLabels {
        Bounds.maybe("it was given in percent").positiveShare("fraction", fraction);
        Bounds.maybe("3").atLeast(1, "draws", draws);
    }

    /** The accuracy of each draw; the strength of the penalty is chosen anew within the labels of each. */
    public RepeatedAccuracy evaluate(LabeledFeatures train, LabeledFeatures test, LinearProbeConfig config, Rng rng) {
        List<Double> accuracies = new ArrayList<>();
        for (int draw = 0; draw < draws; draw++) {
            Rng stream = rng.at(draw, "few labels");
            try (TensorScope ignored = TensorScope.open()) {
                LabeledFeatures labelled = train.subset(Stratified.subset(train, fraction, stream.at("subset")));
                LinearProbe probe = L2Search.forRows(labelled.rows()).fit(labelled, config, stream.at("search"));
                accuracies.add(probe.accuracy(test).value());
            }
        }
        return new RepeatedAccuracy(accuracies);
    }

    /** For example {@code 1 %}. */
    String columnName() {
        double percent = 100 * fraction;
        return (percent == Math.rint(percent) ? String.valueOf(Math.round(percent)) : String.valueOf(percent)) + " %";
    }
}
