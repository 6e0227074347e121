package dev.jepa.examples.report;

import java.util.ArrayList;
import java.util.List;

/** A table with a row of column names; the first column is text, and the others are figures set to the right. */
public final class Table {
    private final List<String> columns;
    private final List<List<?>> rows = new ArrayList<>();

    private Table(List<String> columns) {
        this.columns = columns;
    }

    /** An empty table. */
    public static Table of(String... columns) {
        return new Table(List.of(columns));
    }

    /**
     * Adds a row; numbers are shown as in a {@link Summary}.
     *
     * @return this table
     */
    public Table row(Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(
                    "The table has " + columns.size() + " columns but the row has " + cells.length + " cells.");
        }
        rows.add(List.of(cells));
        return this;
    }

    /** The table as lines of text with its columns aligned, for a terminal. */
    public String text() {
        List<List<String>> lines = new ArrayList<>(List.of(columns));
        rows.forEach(row -> lines.add(row.stream().map(Summary::shown).toList()));
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder padded = new StringBuilder();
            for (int i = 0; i < line.size(); i++) {
                int column = i;
                int width = lines.stream()
                        .mapToInt(other -> other.get(column).length())
                        .max()
                        .orElseThrow();
                padded.append(line.get(i)).append(" ".repeat(width - line.get(i).length() + 2));
            }
            text.append(padded.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    String toHtml() {
        StringBuilder html = new StringBuilder("<table><thead><tr>");
        columns.forEach(column -> html.append("<th>" + Html.escape(column) + "</th>"));
        html.append("</tr></thead><tbody>\n");
        for (List<?> row : rows) {
            html.append("<tr>");
            row.forEach(cell -> html.append("<td>" + Html.escape(Summary.shown(cell)) + "</td>"));
            html.append("</tr>\n");
        }
        return html.append("</tbody></table>\n").toString();
    }
}
