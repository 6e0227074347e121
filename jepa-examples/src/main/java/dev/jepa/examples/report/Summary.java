package dev.jepa.examples.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.jepa.core.io.AtomicFiles;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The final figures of a command, in the order in which they were put: written to {@code summary.json}, and printed.
 *
 * <p>Keys are in snake_case; values are texts, truth values, numbers, and lists and maps of these. A number that is not
 * finite is written as null, since JSON has no other word for it.
 */
public final class Summary {
    /** The name of the file in a run folder. */
    public static final String FILE = "summary.json";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Map<String, Object> figures = new LinkedHashMap<>();
    private final Map<String, String> texts = new HashMap<>();

    /**
     * Adds a figure, or replaces it in its place.
     *
     * @return this summary
     */
    public Summary put(String key, Object value) {
        if (!key.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException("A figure's key must be in snake_case but was '" + key + "'.");
        }
        figures.put(key, checked(key, value));
        texts.remove(key);
        return this;
    }

    /**
     * Adds a number that people read as a text of its own, such as {@code 19 of 20}.
     *
     * @return this summary
     */
    public Summary put(String key, Number value, String text) {
        put(key, value);
        texts.put(key, text);
        return this;
    }

    /** Adds all figures of another summary after this one's. */
    public Summary putAll(Summary other) {
        figures.putAll(other.figures);
        texts.keySet().removeAll(other.figures.keySet());
        texts.putAll(other.texts);
        return this;
    }

    /** The figures by key, in order. */
    public Map<String, Object> figures() {
        return Collections.unmodifiableMap(figures);
    }

    /** A figure for people. */
    public String text(String key) {
        String text = texts.get(key);
        return text != null ? text : shown(Objects.requireNonNull(figures.get(key), key));
    }

    private static Object checked(String key, Object value) {
        if (value instanceof Map<?, ?>
                || value instanceof List<?>
                || value instanceof String
                || value instanceof Boolean
                || value instanceof Number) {
            return value;
        }
        throw new IllegalArgumentException(key + " must be a text, a number, a truth value, a list or a map but is a "
                + value.getClass().getName() + ".");
    }

    /** The figures as indented JSON text. */
    public String toJson() {
        try {
            return JSON.writeValueAsString(finite(figures)) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The summary could not be written as JSON.", e);
        }
    }

    /** Jackson would write NaN as a text; a reader that expects a number is better served with null. */
    private static Object finite(Object value) {
        if (value instanceof Number number && !Double.isFinite(number.doubleValue())) {
            return NullNode.getInstance();
        } else if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, element) -> copy.put(key, finite(element)));
            return copy;
        } else if (value instanceof List<?> list) {
            return list.stream().map(Summary::finite).toList();
        }
        return value;
    }

    /** Writes {@code summary.json} into a folder, whole or not at all. */
    public void write(Path folder) {
        AtomicFiles.writeString(folder.resolve(FILE), toJson());
    }

    /** Prints one aligned line for each figure but those that are tables, which only {@code summary.json} holds. */
    public void print(PrintWriter out) {
        Map<String, Object> lines = new LinkedHashMap<>(figures);
        lines.values().removeIf(value -> value instanceof Map<?, ?>);
        int width = lines.keySet().stream().mapToInt(String::length).max().orElse(0);
        lines.forEach((key, value) -> out.printf("%-" + width + "s  %s%n", key, text(key)));
        out.flush();
    }

    /** A figure for people: whole numbers in full, others with five significant digits. */
    public static String shown(Object value) {
        if (!(value instanceof Double || value instanceof Float)) {
            return String.valueOf(value);
        }
        double number = ((Number) value).doubleValue();
        if (!Double.isFinite(number)) {
            return Double.toString(number);
        }
        double size = Math.abs(number);
        if (size >= 10_000 || number == Math.rint(number)) {
            return String.format(Locale.ROOT, "%.0f", number);
        }
        if (size < 1e-4) {
            return String.format(Locale.ROOT, "%.3e", number);
        }
        return new BigDecimal(number, new MathContext(5)).stripTrailingZeros().toPlainString();
    }
}
