package dev.jepa.core.trajectory;

import dev.jepa.core.data.DataException;
import dev.jepa.core.errors.FileErrors;
import dev.jepa.core.errors.Nearest;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Chosen columns of a file of comma-separated numbers. */
final class CsvTable {
    private static final Pattern NOT_FINITE = Pattern.compile("[+-]?(?:NaN|Infinity)");

    private final Path file;
    private final CsvFormat format;
    private final List<CsvRow> rows = new ArrayList<>();
    private final List<CsvColumn> wanted = new ArrayList<>();
    private List<String> names = List.of();
    private int[] places = {};
    private int width;
    private String firstTime = "";
    private String lastTime = "";

    private CsvTable(Path file, CsvFormat format) {
        this.file = file;
        this.format = format;
        wanted.addAll(format.observations());
        wanted.addAll(format.actions());
        wanted.addAll(format.proprioception());
        format.time().ifPresent(wanted::add);
    }

    /**
     * The format's columns, row by row.
     *
     * @throws DataException for anything that is not a table of numbers that float32 holds with these columns, and a time that rises
     */
    static List<CsvRow> read(Path file, CsvFormat format) {
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
        int values = places.length - (format.time().isPresent() ? 1 : 0);
        double[] row = new double[values];
        for (int i = 0; i < values; i++) {
            row[i] = value(line, wanted.get(i), cells.get(places[i]));
        }
        double time = format.time().isPresent() ? time(line, cells.get(places[values])) : 0;
        rows.add(new CsvRow(time, row));
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

    private double value(int line, CsvColumn column, String cell) {
        double value = number(line, column, cell) * column.scale();
        if (!Float.isFinite((float) value)) {
            throw refused(
                    line,
                    column,
                    "must fit into float32, up to 3.4e38, but is " + cell
                            + (column.scale() == 1 ? "" : " times " + column.scale()),
                    "Maybe it stands for 'no value': leave these rows out. Or the column has another unit: scale it.");
        }
        return value;
    }

    /** Since the first row, taken from the digits themselves: a float64 of nanoseconds since 1970 is off by a hundred of them. */
    private double time(int line, String cell) {
        CsvColumn column = format.time().orElseThrow();
        number(line, column, cell);
        if (rows.isEmpty()) {
            firstTime = cell;
        }
        double time = new BigDecimal(cell)
                        .subtract(new BigDecimal(firstTime), MathContext.DECIMAL128)
                        .doubleValue()
                * column.scale();
        if (!Double.isFinite(time)) {
            throw refused(line, column, "must be a time but is " + cell, "Maybe another column was meant.");
        } else if (!rows.isEmpty() && !(time > rows.get(rows.size() - 1).time())) {
            throw refused(
                    line,
                    column,
                    "must rise from row to row but is " + cell + " after " + lastTime,
                    "Maybe two recordings lie in one file, or a row was written twice.");
        }
        lastTime = cell;
        return time;
    }

    private double number(int line, CsvColumn column, String cell) {
        OptionalDouble number = CsvNumber.parse(cell);
        if (number.isEmpty() && !NOT_FINITE.matcher(cell).matches()) {
            throw refused(
                    line,
                    column,
                    "must be a number but is '" + cell + "'",
                    rows.isEmpty() && !format.header()
                            ? "Maybe the first line is a header: say so."
                            : "Maybe the delimiter or the column is another one.");
        } else if (number.isEmpty() || Double.isInfinite(number.getAsDouble())) {
            throw refused(line, column, "must be finite but is " + cell, "Maybe cut the recording before it.");
        }
        return number.getAsDouble();
    }

    private DataException refused(int line, CsvColumn column, String what, String advice) {
        return new DataException(
                "%s, line %d, column '%s' %s.\n%s".formatted(file, line, column.column(), what, advice));
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
