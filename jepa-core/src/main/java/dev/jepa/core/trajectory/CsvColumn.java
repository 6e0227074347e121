package dev.jepa.core.trajectory;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column and its unit: value = scale * text.
 *
 * @param column its name in the header, or its number from 0
 * @param scale what one of its units is in the unit that is wanted
 */
public record CsvColumn(String column, double scale) {
    private static final Pattern SCALED = Pattern.compile("(.+)\\*([^*]+)");

    public CsvColumn {
        if (column.isBlank() || !Double.isFinite(scale) || scale == 0) {
            throw new IllegalArgumentException(
                    "a column must have a name and a scale that is finite and not 0 but was '" + column + "' with "
                            + scale + ".");
        }
    }

    /** The column written {@code name}, {@code number}, or with a factor, {@code name*0.01}. */
    public static CsvColumn parse(String text) {
        Matcher scaled = SCALED.matcher(text);
        if (!scaled.matches()) {
            return new CsvColumn(text.strip(), 1);
        }
        String scale = scaled.group(2).strip();
        return new CsvColumn(
                scaled.group(1).strip(),
                CsvNumber.parse(scale)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "the factor of a column must be a number but was '" + scale + "' in '" + text + "'.")));
    }
}
