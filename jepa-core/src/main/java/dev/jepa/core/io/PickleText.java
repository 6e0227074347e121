package dev.jepa.core.io;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Values that the pickle protocols 0 and 1 write as lines of text. */
final class PickleText {
    private PickleText() {}

    /**
     * An integer, or a truth value where {@code 00} and {@code 01} stand for these.
     *
     * @throws NumberFormatException for another text
     */
    static Object integer(String line) {
        return switch (line) {
            case "00" -> false;
            case "01" -> true;
            default -> number(new BigInteger(line.endsWith("L") ? line.substring(0, line.length() - 1) : line));
        };
    }

    static Object number(BigInteger value) {
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    /**
     * A float as Python's repr writes it.
     *
     * @throws NumberFormatException for another text
     */
    static double floating(String line) {
        return switch (line) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(line);
        };
    }

    /**
     * The text of a quoted literal with backslashes.
     *
     * @throws IllegalArgumentException if it is not quoted
     */
    static String quoted(String line) {
        char quote = line.isEmpty() ? ' ' : line.charAt(0);
        if (line.length() < 2 || (quote != '\'' && quote != '"') || line.charAt(line.length() - 1) != quote) {
            throw new IllegalArgumentException("no quotes");
        }
        return unescaped(line.substring(1, line.length() - 1), true);
    }

    /** A line in Latin-1 where other characters stand as four or eight hexadecimal digits. */
    static String unicode(byte[] line) {
        return unescaped(new String(line, StandardCharsets.ISO_8859_1), false);
    }

    /** @param literal whether a backslash stands before quotes, control characters and bytes too */
    private static String unescaped(String text, boolean literal) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                out.append(c);
                continue;
            }
            char kind = text.charAt(i + 1);
            int digits = digits(kind, literal);
            if (digits > 0 && i + 2 + digits <= text.length()) {
                out.appendCodePoint(Integer.parseInt(text.substring(i + 2, i + 2 + digits), 16));
                i += 1 + digits;
            } else if (literal) {
                out.append(control(kind));
                i++;
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static int digits(char kind, boolean literal) {
        return literal ? (kind == 'x' ? 2 : 0) : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
    }

    private static char control(char kind) {
        return switch (kind) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> kind;
        };
    }
}
