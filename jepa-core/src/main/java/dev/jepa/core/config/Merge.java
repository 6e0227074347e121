package dev.jepa.core.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Lays one JSON tree over another: objects key by key, everything else replaced. */
final class Merge {
    private Merge() {}

    static JsonNode overlay(JsonNode below, JsonNode above) {
        if (!(below instanceof ObjectNode base) || !above.isObject() || changesType(below, above)) {
            return above;
        }
        ObjectNode merged = base.deepCopy();
        for (Map.Entry<String, JsonNode> field : above.properties()) {
            JsonNode old = merged.get(field.getKey());
            merged.set(field.getKey(), old == null ? field.getValue() : overlay(old, field.getValue()));
        }
        return merged;
    }

    /** Another choice of a sealed interface: the old one's keys mean nothing there. */
    private static boolean changesType(JsonNode below, JsonNode above) {
        JsonNode type = above.path(Reflection.TYPE);
        return !type.isMissingNode() && !Assignments.text(type).equals(Assignments.text(below.path(Reflection.TYPE)));
    }
}
