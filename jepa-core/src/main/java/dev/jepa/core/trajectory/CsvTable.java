package dev.jepa.core.trajectory;

import dev.jepa.core.data.DataException;
import dev.jepa.core.errors.FileErrors;
import dev.jepa.core.errors.Nearest;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Chosen columns of a file of comma-separated numbers. */
final class CsvTable {
    private final Path file;
    private final CsvFormat format;
    private final List<double[]> rows = new ArrayList<>();
    private final List<CsvColumn> wanted = new ArrayList<>();
    private List<String> names = List.of();
    private int[] places = {};
    private int width;

    private CsvTable(Path file, CsvFormat format) {
        this.file = file;
        this.format = format;
        wanted.addAll(format.observations());
        wanted.addAll(format.actions());
        wanted.addAll(format.proprioception());
        format.time().ifPresent(wanted::add);
    }

    /**
     * The scaled values of the format's columns, row by row: observations, actions, proprioception, time.
     *
     * @throws DataException for anything that is not a table of finite numbers with these columns
     */
    static List<double[]> read(Path file, CsvFormat format) {
        CsvTable table = new CsvTable(file, format);
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    table.add(number, number == 1 && line.startsWith("\ufeff") ? line.substring(1) : line);
                }
            }
        } catch (CharacterCodingException e) {
            throw new DataException(
                    file + " is not text in UTF-8.\nMaybe it is compressed, or another kind of file.", e);
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
        if (table.rows.size() < 2) {
            throw new DataException(file + " has " + table.rows.size()
                    + " rows of numbers, and an episode needs two or more.\nMaybe it was cut short.");
        }
        return table.rows;
    }

    private void add(int line, String text) {
        List<String> cells = cells(text, format.delimiter().charAt(0));
        if (width == 0) {
            begin(cells);
            if (format.header()) {
                return;
            }
        }
        if (cells.size() != width) {
            throw new DataException("%s, line %d has %d columns but the first line has %d.\n%s"
                    .formatted(
                            file,
                            line,
                            cells.size(),
                            width,
                            "Maybe the line was cut short, or the delimiter is another one."));
        }
        double[] row = new double[places.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = number(line, i, cells.get(places[i]));
        }
        rows.add(row);
    }

    private void begin(List<String> cells) {
        width = cells.size();
        names = format.header()
                ? cells
                : IntStream.range(0, width).mapToObj(Integer::toString).toList();
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)
                    && wanted.stream().anyMatch(column -> column.column().equals(name))) {
                throw new DataException(file + " has two columns '" + name + "'.\nMaybe choose by number, from 0.");
            }
        }
        places = wanted.stream().mapToInt(this::place).toArray();
    }

    private int place(CsvColumn column) {
        int place = names.indexOf(column.column());
        if (place >= 0) {
            return place;
        }
        if (column.column().matches("\\d{1,9}") && Integer.parseInt(column.column()) < width) {
            return Integer.parseInt(column.column());
        }
        throw new DataException("%s has no column '%s' among its %d.%s"
                .formatted(file, column.column(), width, Nearest.advice(column.column(), names)));
    }

    private double number(int line, int wantedIndex, String cell) {
        double value;
        try {
            value = Double.parseDouble(cell);
        } catch (NumberFormatException e) {
            String advice = rows.isEmpty() && !format.header()
                    ? "Maybe the first line is a header: say so."
                    : "Maybe the delimiter or the column is another one.";
            throw new DataException(
                    "%s, line %d, column '%s' must be a number but is '%s'.\n%s"
                            .formatted(file, line, wanted.get(wantedIndex).column(), cell, advice),
                    e);
        }
        if (!Double.isFinite(value)) {
            throw new DataException(
                    "%s, line %d, column '%s' must be finite but is %s.\nMaybe cut the recording before it."
                            .formatted(file, line, wanted.get(wantedIndex).column(), cell));
        }
        return value * wanted.get(wantedIndex).scale();
    }

    /** The cells of a line; a delimiter between quotes belongs to its cell. */
    private static List<String> cells(String line, char delimiter) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == delimiter && !quoted) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString().strip());
        return cells;
    }
}
