package dev.jepa.examples.worlds;

import dev.jepa.core.train.JsonlMetrics;
import dev.jepa.core.train.MetricsLine;
import dev.jepa.core.train.RunFolder;
import dev.jepa.examples.report.Curve;
import dev.jepa.examples.report.LineChart;
import dev.jepa.examples.report.Report;
import dev.jepa.examples.report.Summary;
import dev.jepa.examples.report.TrainingCharts;
import java.util.List;
import java.util.stream.IntStream;

/** The page about a run: figures, curves, and how far ahead predictions hold. */
final class WorldReport {
    private WorldReport() {}

    static void write(SensorWorld world, RunFolder run, Summary summary, Forecast forecast, String configJson) {
        List<MetricsLine> metrics = JsonlMetrics.read(run.metrics());
        double[] steps =
                IntStream.rangeClosed(1, Forecast.STEPS).asDoubleStream().toArray();
        new Report("Action-conditioned JEPA of the world " + world.name(), "Run " + run.path())
                .figures(summary)
                .section("Training")
                .charts(List.of(
                        LineChart.of("Prediction", "step", List.of(Curve.of("prediction", metrics, "prediction"))),
                        LineChart.of(
                                "Regularisation",
                                "step",
                                List.of(
                                        Curve.of("variance", metrics, "variance"),
                                        Curve.of("covariance", metrics, "covariance"),
                                        Curve.of("similarity", metrics, "similarity"),
                                        Curve.of("inverse dynamics", metrics, "inverse_dynamics"))),
                        TrainingCharts.learningRate(metrics),
                        TrainingCharts.collapse(metrics)))
                .section("Predictions")
                .text(
                        "Sensors read by a linear map off states that were unrolled from the first one and the actions alone, in"
                                + " episodes that were not trained on; in standard deviations of the training data.")
                .charts(List.of(LineChart.of(
                        "Error",
                        "steps ahead",
                        List.of(
                                Curve.of("model", steps, forecast.model()),
                                Curve.of("persistence", steps, forecast.persistence())))))
                .details("Configuration", configJson)
                .links(run.path())
                .write(run.path());
    }
}
