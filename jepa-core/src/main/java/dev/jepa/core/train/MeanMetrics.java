package dev.jepa.core.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Means of named values over the steps since they were last asked for. */
final class MeanMetrics {
    private final Map<String, Double> sums = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    void add(Map<String, Double> values) {
        values.forEach((name, value) -> {
            sums.merge(name, value, Double::sum);
            counts.merge(name, 1, Integer::sum);
        });
    }

    Map<String, Double> drain() {
        Map<String, Double> means = new LinkedHashMap<>();
        sums.forEach((name, sum) -> means.put(name, sum / counts.getOrDefault(name, 1)));
        sums.clear();
        counts.clear();
        return means;
    }

    /** Sum and count of each value, as a checkpoint holds them. */
    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        sums.forEach((name, sum) -> json.putArray(name).add(sum).add(counts.getOrDefault(name, 1)));
        return json;
    }

    /** Goes on from what {@link #toJson} gave. */
    void restore(JsonNode json) {
        json.properties().forEach(mean -> {
            sums.put(mean.getKey(), mean.getValue().path(0).asDouble());
            counts.put(mean.getKey(), mean.getValue().path(1).asInt());
        });
    }
}
