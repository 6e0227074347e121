package dev.jepa.core.trajectory;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** How a number is written in tables and factors: digits, a point, an exponent of ten, and none of the forms that only Java reads. */
final class CsvNumber {
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,9})?");

    private CsvNumber() {}

    /** The number, infinite where it is too large for float64; empty for any other text. */
    static OptionalDouble parse(String text) {
        return DECIMAL.matcher(text).matches() ? OptionalDouble.of(Double.parseDouble(text)) : OptionalDouble.empty();
    }
}
