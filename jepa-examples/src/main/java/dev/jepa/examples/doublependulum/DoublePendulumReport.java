package dev.jepa.examples.doublependulum;

import dev.jepa.core.io.AtomicFiles;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.train.JsonlMetrics;
import dev.jepa.core.train.MetricsLine;
import dev.jepa.core.train.RunFolder;
import dev.jepa.examples.report.Curve;
import dev.jepa.examples.report.LineChart;
import dev.jepa.examples.report.Report;
import dev.jepa.examples.report.Summary;
import dev.jepa.examples.report.Table;
import dev.jepa.examples.report.TrainingCharts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The page about a double-pendulum run: errors over the horizon, predicted beside measured angles, and the training. */
final class DoublePendulumReport {
    private static final int SHOWN = 3;

    private final DoublePendulumRun config;
    private final Comparison comparison;

    DoublePendulumReport(DoublePendulumRun config, Comparison comparison) {
        this.config = config;
        this.comparison = comparison;
    }

    void write(RunFolder run, Summary summary, RecordedRuns test, String configJson) {
        List<MetricsLine> metrics = JsonlMetrics.read(run.metrics());
        // In the picture for documents the legend takes the title's line.
        AtomicFiles.writeString(run.path().resolve("errors.svg"), errors("").toSvg());
        new Report("JEPA of a measured double pendulum", "Run " + run.path())
                .figures(summary)
                .section("Forecasts of runs that were not trained on")
                .text("Root mean squared error of both joint angles in degrees, over " + comparison.windows()
                        + " forecasts a tenth of a second apart.")
                .charts(List.of(errors("Error of the angles, degrees")))
                .table(table())
                .section("Predicted beside measured angles")
                .charts(paths(test))
                .section("Training")
                .charts(training(metrics))
                .details("Configuration", configJson)
                .links(run.path())
                .write(run.path());
    }

    private double[] seconds(int steps) {
        return IntStream.rangeClosed(1, steps)
                .mapToDouble(h -> h * comparison.stepSeconds())
                .toArray();
    }

    private LineChart errors(String title) {
        List<Curve> curves = new ArrayList<>();
        comparison.errors().forEach((name, e) -> curves.add(Curve.of(name, seconds(e.length), e)));
        return LineChart.of(title, "seconds ahead", curves);
    }

    private Table table() {
        List<Integer> horizons = comparison.horizons();
        List<String> columns = new ArrayList<>(List.of("forecast, run"));
        horizons.forEach(ms -> columns.add(ms / 1000.0 + " s"));
        Table table = Table.of(columns.toArray(String[]::new));
        comparison.errors().forEach((name, all) -> {
            table.row(cells(name + ", all", all, horizons));
            comparison
                    .byRun()
                    .getOrDefault(name, Map.of())
                    .forEach((run, e) -> table.row(cells(name + ", " + run, e, horizons)));
        });
        return table;
    }

    private Object[] cells(String first, double[] errors, List<Integer> horizons) {
        List<Object> cells = new ArrayList<>(List.of(first));
        horizons.forEach(ms -> cells.add(comparison.at(errors, ms)));
        return cells.toArray();
    }

    /** Forecasts from a few moments of each test run, a chart for each joint. */
    private List<LineChart> paths(RecordedRuns test) {
        List<LineChart> charts = new ArrayList<>();
        for (int run = 0; run < test.names().size(); run++) {
            try (TensorScope ignored = TensorScope.open()) {
                Tensor windows = Evaluation.windows(test, run, config.data()); // [N, K + H, 4]
                for (int i = 0; i < SHOWN; i++) {
                    long at = windows.size(0) * (2L * i + 1) / (2L * SHOWN);
                    charts.addAll(
                            paths(windows.slice(0, at, at + 1), test.names().get(run)));
                }
            }
        }
        return charts;
    }

    private List<LineChart> paths(Tensor window, String run) {
        int history = config.data().history();
        int steps = config.data().steps();
        Map<String, double[]> angles = new LinkedHashMap<>();
        angles.put(
                "measured",
                window.slice(1, history, (long) history + steps)
                        .slice(2, 0, 2)
                        .to(DType.FLOAT64)
                        .toDoubleArray());
        comparison.forecasters().forEach((name, forecaster) -> {
            if (!name.equals("persistence")) {
                angles.put(
                        name,
                        forecaster
                                .angles(window.slice(1, 0, history), steps)
                                .to(DType.FLOAT64)
                                .toDoubleArray());
            }
        });
        List<LineChart> charts = new ArrayList<>();
        for (int joint = 0; joint < 2; joint++) {
            int offset = joint;
            List<Curve> curves = new ArrayList<>();
            angles.forEach((name, both) -> curves.add(Curve.of(
                    name,
                    seconds(steps),
                    IntStream.range(0, steps)
                            .mapToDouble(h -> Math.toDegrees(both[2 * h + offset]))
                            .toArray())));
            charts.add(LineChart.of(run + ", joint " + (joint + 1) + ", degrees", "seconds ahead", curves));
        }
        return charts;
    }

    private static List<LineChart> training(List<MetricsLine> metrics) {
        return List.of(
                LineChart.of("Prediction", "step", List.of(Curve.of("prediction", metrics, "prediction"))),
                LineChart.of(
                        "Regularisation",
                        "step",
                        List.of(
                                Curve.of("variance", metrics, "variance"),
                                Curve.of("covariance", metrics, "covariance"),
                                Curve.of("similarity", metrics, "similarity"),
                                Curve.of("sigreg", metrics, "sigreg"))),
                TrainingCharts.learningRate(metrics),
                TrainingCharts.collapse(metrics));
    }
}
