package dev.jepa.core.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jepa.core.errors.Printable;
import java.util.List;
import java.util.Map;

/** Compares the JSON of two configurations, key by key. */
final class Differences {
    private static final int SHOWN = 60;

    private Differences() {}

    /** Adds what differs at a key and below it. */
    static void add(String path, JsonNode stored, JsonNode current, List<String> differences) {
        if (stored.isObject() && current.isObject()) {
            for (Map.Entry<String, JsonNode> field : stored.properties()) {
                JsonNode other = current.get(field.getKey());
                if (other != null) {
                    add(Binder.child(path, field.getKey()), field.getValue(), other, differences);
                }
            }
        } else if (!stored.toString().equals(current.toString())) {
            differences.add(Printable.of(path) + " was " + Printable.of(stored.toString(), SHOWN) + " but is "
                    + Printable.of(current.toString(), SHOWN));
        }
    }
}
