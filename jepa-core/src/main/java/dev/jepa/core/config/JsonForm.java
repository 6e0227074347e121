package dev.jepa.core.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Writes records as JSON trees. */
final class JsonForm {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonForm() {}

    static ObjectNode ofRecord(Record config) {
        ObjectNode object = NODES.objectNode();
        if (Reflection.isChoice(config.getClass())) {
            object.put(Reflection.TYPE, Reflection.typeName(config.getClass()));
        }
        for (RecordComponent component : Reflection.components(config.getClass())) {
            object.set(component.getName(), of(Reflection.value(config, component)));
        }
        return object;
    }

    private static JsonNode of(Object value) {
        if (value instanceof Record config) {
            return ofRecord(config);
        } else if (value instanceof List<?> list) {
            ArrayNode array = NODES.arrayNode();
            list.forEach(element -> array.add(of(element)));
            return array;
        } else if (value instanceof Optional<?> optional) {
            return optional.isPresent() ? of(optional.get()) : NODES.nullNode();
        } else if (value instanceof Enum<?> constant) {
            return NODES.textNode(KebabCase.ofConstant(constant));
        } else if (value instanceof Boolean flag) {
            return NODES.booleanNode(flag);
        } else if (value instanceof Integer number) {
            return NODES.numberNode(number.intValue());
        } else if (value instanceof Long number) {
            return NODES.numberNode(number.longValue());
        } else if (value instanceof Float number) {
            return NODES.numberNode(Double.parseDouble(number.toString()));
        } else if (value instanceof Double number) {
            return NODES.numberNode(number.doubleValue());
        } else if (value instanceof String || value instanceof Path) {
            return NODES.textNode(value.toString());
        }
        throw new IllegalStateException(
                "A configuration cannot hold a " + value.getClass().getName() + ".");
    }
}
