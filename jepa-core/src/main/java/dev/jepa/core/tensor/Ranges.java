package dev.jepa.core.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Python-like ranges over the axes of a tensor, parsed once and applied to any tensor of enough axes. */
final class Ranges {
    private static final Pattern RANGE = Pattern.compile("(-?\\d+)?\\s*:\\s*(-?\\d+)?\\s*(?::\\s*(-?\\d+)?)?");
    private static final Pattern INTEGER = Pattern.compile("-?\\d+");

    private final String text;
    private final List<String> parts;

    private Ranges(String text, List<String> parts) {
        this.text = text;
        this.parts = parts;
    }

    static Ranges parse(String text) {
        List<String> parts = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String range = part.strip();
            if (!range.equals("...")
                    && !INTEGER.matcher(range).matches()
                    && !RANGE.matcher(range).matches()) {
                throw new IllegalArgumentException("'" + range + "' in \"" + text
                        + "\" is not an integer, a range or ....\nMaybe write start:end or start:end:step.");
            }
            parts.add(range);
        }
        if (parts.stream().filter("..."::equals).count() > 1) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" holds more than one \"...\".\nMaybe write : for an axis.");
        }
        return new Ranges(text, parts);
    }

    Tensor of(Tensor x) {
        int rank = x.shape().rank();
        boolean open = parts.contains("...");
        int named = parts.size() - (open ? 1 : 0);
        if (named > rank) {
            throw new IllegalArgumentException("\"" + text + "\" names " + named + " axes but the tensor has shape "
                    + x.shape() + ".\nMaybe an unsqueeze is missing.");
        }
        Tensor result = x;
        int axis = 0;
        for (String part : parts) {
            if (part.equals("...")) {
                axis += rank - named;
            } else if (INTEGER.matcher(part).matches()) {
                result = result.select(axis, number(part, 0));
            } else {
                result = slice(result, axis++, part);
            }
        }
        return result;
    }

    private static Tensor slice(Tensor x, int axis, String range) {
        Matcher matcher = RANGE.matcher(range);
        if (!matcher.matches()) {
            throw new AssertionError(range);
        }
        long start = number(matcher.group(1), 0);
        long end = number(matcher.group(2), Long.MAX_VALUE);
        return x.slice(axis, start, end, number(matcher.group(3), 1));
    }

    private static long number(@org.jspecify.annotations.Nullable String text, long absent) {
        try {
            return text == null || text.isEmpty() ? absent : Long.parseLong(text);
        } catch (NumberFormatException e) { // digits, but too many
            throw new IllegalArgumentException(
                    "The position " + text + " lies outside of every tensor: it needs more than 64 bits."
                            + "\nMaybe leave it out: start: goes to the end.",
                    e);
        }
    }
}
