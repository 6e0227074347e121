package dev.jepa.examples.report;

import dev.jepa.core.train.MetricsLine;
import java.util.List;

/** Curves that every training has. */
public final class TrainingCharts {
    private TrainingCharts() {}

    /** The learning rate of each step. */
    public static LineChart learningRate(List<MetricsLine> metrics) {
        return LineChart.of("Learning rate", "step", List.of(Curve.of("learning rate", metrics, "learning_rate")));
    }

    /** How many dimensions representations use. */
    public static LineChart collapse(List<MetricsLine> metrics) {
        return LineChart.of(
                "Collapse: effective dimensions",
                "step",
                List.of(
                        Curve.of("RankMe", metrics, "collapse/rankme"),
                        Curve.of("99 % of the variance", metrics, "collapse/major_dimensions")));
    }
}
