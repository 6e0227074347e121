package dev.jepa.examples.jea;

import dev.jepa.core.train.JsonlMetrics;
import dev.jepa.core.train.MetricsLine;
import dev.jepa.core.train.RunFolder;
import dev.jepa.examples.images.ImageProbes;
import dev.jepa.examples.images.ImageTask;
import dev.jepa.examples.report.Curve;
import dev.jepa.examples.report.LineChart;
import dev.jepa.examples.report.Report;
import dev.jepa.examples.report.Summary;
import dev.jepa.models.probe.ProbeReport;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The page about a joint-embedding run: figures, curves, probes. */
final class JeaReport {
    private static final Set<String> TERMS = new TreeSet<>(Set.of(
            "invariance",
            "variance",
            "covariance",
            "redundancy",
            "first",
            "second",
            "sigreg",
            "attraction",
            "repulsion"));

    private JeaReport() {}

    static void write(
            RunFolder run, ImageTask task, Summary summary, ImageProbes probes, ProbeReport table, String config) {
        List<MetricsLine> metrics = JsonlMetrics.read(run.metrics());
        Report report = new Report(
                        "Joint embedding on " + task.train().provenance().name(), "Run " + run.path())
                .figures(summary)
                .section("Training")
                .charts(charts(metrics));
        probes.addTo(report, table);
        report.details("Configuration", config).links(run.path()).write(run.path());
    }

    private static List<LineChart> charts(List<MetricsLine> metrics) {
        return List.of(
                LineChart.of("Loss", "step", List.of(Curve.of("loss", metrics, "loss"))),
                LineChart.of(
                        "Terms, unweighted",
                        "step",
                        TERMS.stream()
                                .filter(term -> metrics.stream()
                                        .anyMatch(line -> line.values().containsKey(term)))
                                .map(term -> Curve.of(term, metrics, term))
                                .toList()),
                LineChart.of("Learning rate", "step", List.of(Curve.of("learning rate", metrics, "learning_rate"))),
                LineChart.of(
                        "Collapse: mean standard deviation", "step", List.of(Curve.of("std", metrics, "collapse/std"))),
                LineChart.of(
                        "Collapse: effective dimensions",
                        "step",
                        List.of(
                                Curve.of("RankMe", metrics, "collapse/rankme"),
                                Curve.of("99 % of the variance", metrics, "collapse/major_dimensions"))),
                LineChart.of("Images a second", "step", List.of(Curve.of("images/s", metrics, "images_per_second"))),
                LineChart.of("Gradient norm", "step", List.of(Curve.of("norm", metrics, "gradient_norm"))));
    }
}
