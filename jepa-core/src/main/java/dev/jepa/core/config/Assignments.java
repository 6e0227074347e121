package dev.jepa.core.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import dev.jepa.core.errors.Printable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Assignments from a command line, laid over a JSON tree.
 *
 * <p>Whether {@code 12} is a number or a text depends on the component it reaches. So the tree holds the value as it was
 * typed, and the binder asks here for the reading that it needs.
 */
final class Assignments {
    private static final int SHOWN = 80;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Assignments() {}

    private record Typed(String text) {}

    /** One {@code a.b=c}, split. */
    private record Assignment(List<String> keys, String value) {
        /** Outer keys come first, and a type with the object it chooses, so that neither drops what is set inside. */
        int depth() {
            return keys.get(keys.size() - 1).equals(Reflection.TYPE) ? keys.size() - 1 : keys.size();
        }
    }

    static JsonNode apply(JsonNode tree, List<String> assignments) {
        List<Assignment> ordered = new ArrayList<>();
        assignments.forEach(text -> ordered.add(split(text)));
        ordered.sort(Comparator.comparingInt(Assignment::depth));
        JsonNode result = tree;
        for (Assignment assignment : ordered) {
            result = set(result, assignment.keys(), new POJONode(new Typed(assignment.value())));
        }
        return result;
    }

    private static Assignment split(String text) {
        int sign = text.indexOf('=');
        String key = sign < 0 ? "" : text.substring(0, sign).strip();
        List<String> keys = List.of(key.split("\\.", -1));
        if (keys.contains("")) {
            throw new ConfigException(
                    "'" + text + "' is not an assignment of the form key=value or outer.inner=value.");
        }
        return new Assignment(keys, text.substring(sign + 1).strip());
    }

    private static JsonNode set(JsonNode tree, List<String> keys, JsonNode value) {
        if (keys.isEmpty()) {
            return value;
        }
        String key = keys.get(0);
        List<String> rest = keys.subList(1, keys.size());
        JsonNode below = resolve(tree);
        if (below instanceof ArrayNode array && key.matches("\\d{1,9}") && Integer.parseInt(key) < array.size()) {
            ArrayNode copy = array.deepCopy();
            copy.set(Integer.parseInt(key), set(array.get(Integer.parseInt(key)), rest, value));
            return copy;
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        if (below instanceof ObjectNode old && !(rest.isEmpty() && isOtherType(key, value, old))) {
            object.setAll(old);
        } else if (tree instanceof POJONode && below.isTextual()) {
            object.set(Reflection.TYPE, tree);
        }
        object.set(key, set(object.path(key), rest, value));
        return object;
    }

    /** Another choice of a sealed interface: the old one's keys mean nothing there. */
    private static boolean isOtherType(String key, JsonNode value, ObjectNode old) {
        return key.equals(Reflection.TYPE) && !text(value).equals(text(old.path(key)));
    }

    /** The text of a JSON string or of a typed value. */
    static Optional<String> text(JsonNode node) {
        if (typed(node) instanceof Typed value) {
            return Optional.of(value.text());
        }
        return node.isTextual() ? Optional.of(node.textValue()) : Optional.empty();
    }

    /** A typed value read as JSON if it is valid JSON, else as a text; other nodes as they are. */
    static JsonNode resolve(JsonNode node) {
        if (!(typed(node) instanceof Typed value)) {
            return node;
        }
        try {
            JsonNode parsed = JSON.readTree(value.text());
            return parsed.isMissingNode() ? JsonNodeFactory.instance.textNode("") : parsed;
        } catch (JsonProcessingException e) {
            return JsonNodeFactory.instance.textNode(value.text());
        }
    }

    /** A typed {@code null} as null; other nodes as they are, still typed. */
    static JsonNode orNull(JsonNode node) {
        return resolve(node).isNull() ? JsonNodeFactory.instance.nullNode() : node;
    }

    /** A typed {@code 1,2} or {@code [1, 2]} as an array, its elements typed in the first case. */
    static JsonNode asList(JsonNode node) {
        JsonNode resolved = resolve(node);
        if (resolved.isContainerNode() || !(typed(node) instanceof Typed value)) {
            return resolved;
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (String element : value.text().split(",")) {
            array.add(new POJONode(new Typed(element.strip())));
        }
        return array;
    }

    /** A value as the user wrote it, cut where it is long. */
    static String shown(JsonNode node) {
        String text =
                typed(node) instanceof Typed value ? value.text() : plain(node).toString();
        return text.isBlank() ? "empty" : Printable.of(text.strip(), SHOWN);
    }

    private static JsonNode plain(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(field -> copy.set(field.getKey(), plain(field.getValue())));
            return copy;
        }
        return resolve(node);
    }

    private static Object typed(JsonNode node) {
        return node instanceof POJONode pojo ? pojo.getPojo() : node;
    }
}
