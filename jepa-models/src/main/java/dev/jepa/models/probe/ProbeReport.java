package dev.jepa.models.probe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A table of probe results: a row for each kind of features, a column for each probe.
 *
 * @param rows in the order of the table
 */
public record ProbeReport(List<Row> rows) {
    public ProbeReport {
        rows = List.copyOf(rows);
    }

    /**
     * The results of one kind of features.
     *
     * @param features their name: {@code last layer}, {@code untrained encoder}, {@code raw pixels} …
     * @param dimension D
     * @param scores by column, in the order of the columns
     * @param notes what a reader must know about these numbers, such as a fit that did not converge
     */
    public record Row(String features, int dimension, Map<String, Score> scores, List<String> notes) {
        public Row {
            scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
            notes = List.copyOf(notes);
        }
    }

    /** The score of a row and a column. */
    public Score score(String features, String column) {
        for (Row row : rows) {
            Score score = row.features.equals(features) ? row.scores.get(column) : null;
            if (score != null) {
                return score;
            }
        }
        throw new IllegalArgumentException(
                "The report has no score for '" + features + "' and '" + column + "'; it has the rows "
                        + rows.stream().map(Row::features).toList() + " and the columns " + columns() + ".");
    }

    /** Top-1 accuracy in percent, with 95 % intervals or the standard deviation over draws, aligned for a terminal. */
    public String text() {
        List<List<String>> table = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("features", "D"));
        head.addAll(columns());
        table.add(head);
        for (Row row : rows) {
            List<String> line = new ArrayList<>(List.of(row.features, String.valueOf(row.dimension)));
            for (String column : columns()) {
                Score score = row.scores.get(column);
                line.add(score == null ? "-" : score.text());
            }
            table.add(line);
        }
        StringBuilder text = new StringBuilder(aligned(table));
        rows.forEach(row -> row.notes.forEach(
                note -> text.append(row.features).append(": ").append(note).append('\n')));
        return text.toString();
    }

    /** The numbers as maps, lists, strings and numbers, ready for JSON. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Row row : rows) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("dimension", row.dimension);
            row.scores.forEach((column, score) -> line.put(column, score.toMap()));
            if (!row.notes.isEmpty()) {
                line.put("notes", row.notes);
            }
            map.put(row.features, line);
        }
        return map;
    }

    private Set<String> columns() {
        Set<String> columns = new LinkedHashSet<>();
        rows.forEach(row -> columns.addAll(row.scores.keySet()));
        return columns;
    }

    private static String aligned(List<List<String>> table) {
        int[] widths = new int[table.get(0).size()];
        for (List<String> line : table) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> line : table) {
            StringBuilder padded = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                padded.append(line.get(i))
                        .append(" ".repeat(widths[i] - line.get(i).length() + 2));
            }
            text.append(padded.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
