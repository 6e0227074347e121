package dev.jepa.examples.ica;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.examples.progress.Display;
import dev.jepa.examples.progress.Task;
import dev.jepa.examples.report.Report;
import dev.jepa.examples.report.Summary;
import dev.jepa.examples.report.Table;
import dev.jepa.losses.ica.AmariDistance;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Mixes sources by Gaussian matrices, unmixes them in every way, and measures how far each is from the true inverse.
 *
 * @param signals kinds of sources
 * @param sources D, how many are mixed
 * @param mixtures how many mixtures of each kind, each with its own sources, matrix and start
 * @param setting of the variance-covariance searches
 * @param rng the run's key
 * @param display where the user sees what happens
 * @param out where the table is written to
 */
public record IcaStudy(
        List<Signals> signals,
        int sources,
        int mixtures,
        Separation.Setting setting,
        Rng rng,
        Display display,
        PrintWriter out) {

    /** What a study found. */
    public record Outcome(Summary summary, Report report) {}

    public IcaStudy {
        if (sources < 2 || mixtures < 1) {
            throw new IllegalArgumentException(
                    "sources must be >= 2 and mixtures >= 1 but were " + sources + " and " + mixtures + ".");
        }
        signals = List.copyOf(signals);
    }

    /**
     * Does it all.
     */
    public Outcome run() {
        Summary summary = new Summary()
                .put("sources", sources)
                .put("mixtures", mixtures)
                .put("width", setting.width())
                .put("starts", setting.starts())
                .put("steps", setting.steps());
        Report report = new Report(
                "Blind source separation",
                sources + " sources, " + mixtures + " mixtures of each kind. Amari distance: 0 for the true sources up"
                        + " to order, sign and scale, 1 at most.");
        for (Signals kind : signals) {
            study(kind, summary, report);
        }
        return new Outcome(summary, report);
    }

    private void study(Signals kind, Summary summary, Report report) {
        Map<Separation, List<Double>> distances = new LinkedHashMap<>();
        Map<Separation, Double> seconds = new LinkedHashMap<>();
        List<SeparatedPictures.Row> rows = new ArrayList<>();
        try (Task separating = display.begin(kind.key(), mixtures, "mixtures")) {
            for (int m = 0; m < mixtures; m++) {
                Rng key = rng.at(kind.key()).at(m);
                try (TensorScope ignored = TensorScope.open()) {
                    Tensor source = kind.draw(sources, key.at("sources"));
                    Tensor mixing =
                            Tensors.normal(key.at("mixing"), sources, sources).to(DType.FLOAT64); // A
                    Tensor mixed = source.matmul(mixing.transpose(0, 1)); // [N, D]
                    SeparatedPictures pictures = new SeparatedPictures(source, mixing, kind.side());
                    for (Separation way : Separation.values()) {
                        long began = System.nanoTime();
                        Tensor unmixing = way.unmix(mixed, setting, key.at("unmix"));
                        seconds.merge(way, (System.nanoTime() - began) / 1e9, Double::sum);
                        distances.computeIfAbsent(way, w -> new ArrayList<>()).add(AmariDistance.of(unmixing, mixing));
                        if (m == 0 && kind.side() > 0) {
                            rows.add(pictures.row(way, mixed, unmixing));
                        }
                    }
                    separating.to(m + 1);
                }
            }
        }
        tabulate(kind, distances, seconds, summary, report);
        rows.forEach(row -> report.text(row.title()).pictures(kind.side(), row.pictures()));
    }

    private void tabulate(
            Signals kind,
            Map<Separation, List<Double>> distances,
            Map<Separation, Double> seconds,
            Summary summary,
            Report report) {
        Table table = Table.of("unmixing", "mean", "standard deviation", "worst", "seconds each");
        distances.forEach((way, values) -> {
            double mean = mean(values);
            double worst = values.stream().mapToDouble(v -> v).max().orElseThrow();
            double each = seconds.getOrDefault(way, 0.0) / mixtures;
            table.row(way.title(), rounded(mean), rounded(deviation(values)), rounded(worst), rounded(each));
            summary.put(kind.key() + "_" + way.key(), mean);
            summary.put(kind.key() + "_" + way.key() + "_std", deviation(values));
            out.printf(
                    Locale.ROOT,
                    "%-7s %-58s %.4f ± %.4f, worst %.4f%n",
                    kind.key(),
                    way.title(),
                    mean,
                    deviation(values),
                    worst);
        });
        out.flush();
        report.section(kind.key()).text(kind.description()).table(table);
    }

    private static String rounded(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(v -> v).average().orElseThrow();
    }

    private static double deviation(List<Double> values) {
        double mean = mean(values);
        double squares =
                values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
        return values.size() == 1 ? 0 : Math.sqrt(squares / (values.size() - 1));
    }
}
