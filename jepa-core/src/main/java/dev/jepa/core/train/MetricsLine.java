package dev.jepa.core.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One line of {@code metrics.jsonl}.
 *
 * @param step the step that the values belong to
 * @param wallTime seconds since 1970
 * @param values by name; JSON has no NaN and infinities, so the file holds them as strings
 */
public record MetricsLine(long step, double wallTime, Map<String, Double> values) {
    static final String STEP = "step";
    static final String WALL_TIME = "wall_time";

    private static final JsonMapper JSON = new JsonMapper();

    String toJson() {
        ObjectNode line = JSON.createObjectNode().put(STEP, step).put(WALL_TIME, wallTime);
        values.forEach(line::put);
        return line.toString();
    }

    /** The line of a JSON text, or empty if it is not one. */
    static Optional<MetricsLine> parse(String text) {
        try {
            return JSON.readTree(text) instanceof ObjectNode line ? of(line) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Optional<MetricsLine> of(ObjectNode line) {
        JsonNode step = line.path(STEP);
        JsonNode wallTime = line.path(WALL_TIME);
        if (!step.isIntegralNumber() || !step.canConvertToLong() || !wallTime.isNumber()) {
            return Optional.empty();
        }
        Map<String, Double> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : line.properties()) {
            if (field.getKey().equals(STEP) || field.getKey().equals(WALL_TIME)) {
                continue;
            }
            Optional<Double> value = number(field.getValue());
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.put(field.getKey(), value.get());
        }
        return Optional.of(new MetricsLine(step.longValue(), wallTime.doubleValue(), values));
    }

    private static Optional<Double> number(JsonNode node) {
        if (node.isNumber()) {
            return Optional.of(node.doubleValue());
        }
        return switch (node.asText()) {
            case "NaN" -> Optional.of(Double.NaN);
            case "Infinity" -> Optional.of(Double.POSITIVE_INFINITY);
            case "-Infinity" -> Optional.of(Double.NEGATIVE_INFINITY);
            default -> Optional.empty();
        };
    }
}
