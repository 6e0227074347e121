package dev.jepa.examples.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jepa.examples.images.ImageEncoder;
import dev.jepa.examples.images.ImageProbes;
import dev.jepa.examples.report.Report;
import dev.jepa.examples.report.Summary;
import dev.jepa.examples.report.Table;
import dev.jepa.models.probe.ProbeSuite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The figures of the runs of a comparison that are done: a row for each method, mean and spread over its seeds. */
public final class Results {
    private static final String DEEP_LINEAR = ProbeSuite.LINEAR + ", " + ImageEncoder.DEEP;
    private static final Map<String, String> FIGURES = figures();

    private final double seconds;
    private final List<Row> rows;

    /** A method's values by column, one for each seed that is done. */
    private record Row(String method, String family, Map<String, Spread> columns) {}

    private Results(double seconds, List<Row> rows) {
        this.seconds = seconds;
        this.rows = rows;
    }

    /** Columns that are figures of a run's summary, by their key there. */
    private static Map<String, String> figures() {
        Map<String, String> figures = new LinkedHashMap<>();
        figures.put("rankme", "RankMe");
        figures.put("steps", "steps");
        figures.put("images", "images");
        figures.put("seconds", "seconds");
        return figures;
    }

    static Results read(Path folder, List<Contender<?>> contenders, int seeds, double seconds) {
        List<Row> rows = new ArrayList<>();
        for (Contender<?> contender : contenders) {
            List<JsonNode> done = summaries(folder, contender.name(), seeds);
            rows.add(new Row(contender.name(), contender.family(), columns(done, ImageProbes.TRAINED)));
        }
        List<JsonNode> untrained = summaries(folder, Comparison.UNTRAINED, seeds);
        rows.add(new Row(Comparison.UNTRAINED, "", columns(untrained, ImageProbes.UNTRAINED)));
        rows.add(new Row(ImageProbes.PIXELS, "", pixels(untrained)));
        rows.removeIf(row -> row.columns().isEmpty());
        return new Results(seconds, rows);
    }

    private static List<JsonNode> summaries(Path folder, String method, int seeds) {
        List<JsonNode> done = new ArrayList<>();
        for (int seed = 0; seed < seeds; seed++) {
            Path file = Comparison.folder(folder, method, seed).resolve(Summary.FILE);
            if (Files.exists(file)) {
                done.add(Plan.read(file));
            }
        }
        return done;
    }

    private static Map<String, Spread> columns(List<JsonNode> summaries, String state) {
        Map<String, List<Double>> values = new LinkedHashMap<>();
        for (JsonNode summary : summaries) {
            JsonNode probes = summary.path("probes");
            addPercent(values, probes.path(state + ImageEncoder.LAST));
            JsonNode deep = probes.path(state + ImageEncoder.DEEP).path(ProbeSuite.LINEAR);
            add(values, DEEP_LINEAR, 100, deep.path("top1"));
            FIGURES.forEach((key, column) -> add(values, column, 1, summary.path(key)));
        }
        return spreads(values);
    }

    private static Map<String, Spread> pixels(List<JsonNode> untrained) {
        Map<String, List<Double>> values = new LinkedHashMap<>();
        untrained.forEach(summary -> addPercent(values, summary.path("probes").path(ImageProbes.PIXELS)));
        return spreads(values);
    }

    /** The probes of one kind of features, in percent. */
    private static void addPercent(Map<String, List<Double>> values, JsonNode row) {
        row.properties()
                .forEach(column ->
                        add(values, column.getKey(), 100, column.getValue().path("top1")));
    }

    /** What is missing, or was not finite and so stands there as null, has no value rather than 0. */
    private static void add(Map<String, List<Double>> values, String column, double factor, JsonNode value) {
        if (value.isNumber()) {
            values.computeIfAbsent(column, key -> new ArrayList<>()).add(factor * value.asDouble());
        }
    }

    private static Map<String, Spread> spreads(Map<String, List<Double>> values) {
        Map<String, Spread> spreads = new LinkedHashMap<>();
        values.forEach((column, list) -> spreads.put(column, new Spread(list)));
        return spreads;
    }

    /** Whether nothing is done yet. */
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** As a table: accuracies in percent. */
    public Table table() {
        Set<String> columns = new LinkedHashSet<>();
        rows.forEach(row -> columns.addAll(row.columns().keySet()));
        List<String> head = new ArrayList<>(List.of("method", "family", "seeds"));
        head.addAll(columns);
        Table table = Table.of(head.toArray(String[]::new));
        for (Row row : rows) {
            List<Object> cells = new ArrayList<>(List.of(row.method(), row.family(), seeds(row)));
            for (String column : columns) {
                Spread spread = row.columns().get(column);
                cells.add(spread == null ? "–" : spread.text());
            }
            table.row(cells.toArray());
        }
        return table;
    }

    private static int seeds(Row row) {
        return row.columns().values().iterator().next().values().size();
    }

    /** Writes {@code summary.json} and {@code report.html}. */
    void write(Path folder) {
        Map<String, Object> methods = new LinkedHashMap<>();
        for (Row row : rows) {
            Map<String, Object> figures = new LinkedHashMap<>();
            if (!row.family().isEmpty()) {
                figures.put("family", row.family());
            }
            row.columns().forEach((column, spread) -> figures.put(column, spread.toMap()));
            methods.put(row.method(), figures);
        }
        new Summary().put("seconds", seconds).put("methods", methods).write(folder);
        new Report(
                        "Families of self-supervised learning compared",
                        "One encoder, one data set, " + Summary.shown(seconds) + " seconds of training for each run")
                .section("Frozen features")
                .text("Top-1 accuracy in percent on images not trained on, mean ± standard deviation over the seeds."
                        + " Pooled tokens of the last layer, where nothing else is said. Seconds are those of the"
                        + " training steps.")
                .table(table())
                .section("Runs")
                .text("Each folder has a run for each seed, with a report of its own.")
                .links(folder)
                .write(folder);
    }
}
