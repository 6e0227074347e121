package dev.jepa.core.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jepa.core.errors.Printable;
import dev.jepa.core.io.FileFormatException;
import dev.jepa.core.io.TextFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Turns configuration records into JSON and back, and changes them by files and by {@code key=value} assignments.
 *
 * <p>Components may be numbers, booleans, strings, paths, enums, records, sealed interfaces of records, {@link OpenChoice open ones},
 * lists and optionals of these. JSON keys are component names; enum constants and the {@code "type"} of a sealed choice are written
 * in kebab-case. A missing key is an error, unless its record, or one around it, has a constructor without arguments to take
 * it from. Every fault is a {@link ConfigException}; what a record's constructor refuses is one too, with the key before it.
 */
public final class Configs {
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Configs() {}

    /** The configuration as JSON, complete. */
    public static ObjectNode toJson(Record config) {
        return JsonForm.ofRecord(config);
    }

    /** The configuration as indented JSON text, complete. */
    public static String toText(Record config) {
        return toJson(config).toPrettyString() + "\n";
    }

    /**
     * The configuration as indented JSON text, complete, with comments that say what each key allows: its type, the constants of an
     * enum, the other choices of a sealed interface with their keys. Every reader of this class takes it as it is.
     */
    public static String toCommentedText(Record config) {
        return CommentedForm.of(config);
    }

    /** The record that the JSON text describes. */
    public static <T> T fromJson(Class<T> type, String json) {
        return fromJson(type, parse("The configuration", json));
    }

    /** The record that the JSON describes. */
    public static <T> T fromJson(Class<T> type, JsonNode json) {
        return type.cast(new Binder().bind(type, json, ""));
    }

    /** The record that a JSON file describes; faults name the file. */
    public static <T extends Record> T read(Path file, Class<T> type) {
        return inFile(file, json -> fromJson(type, json));
    }

    /** The configuration with the keys of a JSON file in place of its own; the others stay. Faults name the file. */
    public static <T extends Record> T overlay(T config, Path file) {
        return inFile(file, changes -> overlay(config, changes));
    }

    private static <T> T inFile(Path file, Function<JsonNode, T> bind) {
        JsonNode json;
        try {
            json = parse(Printable.of(file.toString()), TextFiles.read(file));
        } catch (FileFormatException e) {
            throw new ConfigException(String.valueOf(e.getMessage()), e);
        }
        try {
            return bind.apply(json);
        } catch (ConfigException e) {
            throw new ConfigException(Printable.of(file.toString()) + ": " + e.getMessage(), e);
        }
    }

    /**
     * What two configurations differ in, such as {@code "optimizer.rate was 0.1 but is 0.2"}. Keys that only one of them has are
     * not compared: another version wrote it.
     *
     * @param stored as JSON, of {@link #toJson}
     * @param current the same
     */
    public static List<String> differences(JsonNode stored, JsonNode current) {
        List<String> differences = new ArrayList<>();
        Differences.add("", stored, current, differences);
        return differences;
    }

    /** The configuration with the keys of a JSON object in place of its own; the others stay. */
    public static <T extends Record> T overlay(T config, JsonNode changes) {
        return bindLike(config, Merge.overlay(toJson(config), changes));
    }

    /**
     * The configuration with assignments applied, for example {@code optimizer.learningRate=1e-3}.
     *
     * <p>A list is written {@code [1, 2]} or {@code 1,2}, one of its elements {@code widths.0=64}. Assigning a {@code type}
     * replaces the choice, and only the keys assigned beside it are set.
     */
    public static <T extends Record> T override(T config, List<String> assignments) {
        return bindLike(config, Assignments.apply(toJson(config), assignments));
    }

    @SuppressWarnings("unchecked")
    private static <T extends Record> T bindLike(T config, JsonNode json) {
        return (T) fromJson(config.getClass(), json);
    }

    private static JsonNode parse(String source, String json) {
        try {
            return STRICT.readTree(json);
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null
                    ? ""
                    : ", line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            String reason =
                    Printable.of(e.getOriginalMessage().lines().findFirst().orElse(""));
            throw new ConfigException(source + place + " is not valid JSON: " + reason + ".", e);
        }
    }
}
