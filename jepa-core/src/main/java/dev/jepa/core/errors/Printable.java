package dev.jepa.core.errors;

import java.util.Locale;

/**
 * Text that came from a file, as it may be shown: on one line, and without the characters that command a terminal or turn the
 * direction of writing. Those are written as <code>\x1b</code> or <code>&#92;u202e</code>.
 */
public final class Printable {
    private Printable() {}

    /** All of a text. */
    public static String of(String text) {
        return of(text, Integer.MAX_VALUE);
    }

    /** The beginning of a text, with an ellipsis and its length behind it where that is longer than the limit. */
    public static String of(String text, int limit) {
        StringBuilder line = new StringBuilder();
        text.codePoints().limit(limit).forEach(c -> append(line, c));
        boolean cut = text.codePointCount(0, text.length()) > limit;
        return cut ? line + " … (" + text.length() + " characters)" : line.toString();
    }

    private static void append(StringBuilder line, int c) {
        if (isSafe(c)) {
            line.appendCodePoint(c);
        } else {
            line.append(String.format(Locale.ROOT, c < 0x100 ? "\\x%02x" : "\\u%04x", c));
        }
    }

    private static boolean isSafe(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
