package dev.jepa.core.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a configuration as indented JSON, with what each key allows in a comment behind it, and other choices above a type. */
final class CommentedForm {
    private final StringBuilder text = new StringBuilder();

    private CommentedForm() {}

    static String of(Record config) {
        CommentedForm form = new CommentedForm();
        form.writeRecord(config, config.getClass(), JsonForm.ofRecord(config), "");
        return form.text.append("\n").toString();
    }

    private void writeRecord(Record config, Class<?> declared, ObjectNode json, String outer) {
        String indent = outer + "  ";
        List<RecordComponent> components = Reflection.components(config.getClass());
        text.append("{\n");
        if (json.has(Reflection.TYPE)) {
            writeChoices(config.getClass(), declared, indent);
            text.append(indent).append("\"type\" : ").append(json.get(Reflection.TYPE));
            text.append(components.isEmpty() ? "\n" : ",\n");
        }
        for (int i = 0; i < components.size(); i++) {
            RecordComponent component = components.get(i);
            text.append(indent).append('"').append(component.getName()).append("\" : ");
            writeValue(
                    Reflection.value(config, component),
                    component.getGenericType(),
                    json.get(component.getName()),
                    i + 1 < components.size() ? "," : "",
                    indent);
        }
        text.append(outer).append("}");
    }

    private void writeValue(Object value, Type type, JsonNode json, String end, String indent) {
        Object inner = value instanceof Optional<?> optional && optional.isPresent() ? optional.get() : value;
        if (inner instanceof Record part && json instanceof ObjectNode object) {
            writeRecord(part, (Class<?>) unwrapped(type), object, indent);
            text.append(end).append('\n');
        } else {
            text.append(inOneLine(json))
                    .append(end)
                    .append(" // ")
                    .append(allowed(type))
                    .append('\n');
        }
    }

    /** What else the type may be, one a line, with the keys that then follow. */
    private void writeChoices(Class<?> chosen, Class<?> declared, String indent) {
        if (!Reflection.hasChoices(declared)) {
            return;
        }
        for (Map.Entry<String, Class<?>> choice : Reflection.choices(declared).entrySet()) {
            if (choice.getValue() != chosen) {
                text.append(indent).append("// or \"").append(choice.getKey()).append('"');
                text.append(keys(choice.getValue())).append('\n');
            }
        }
        if (Reflection.isOpen(declared)) {
            text.append(indent).append("// or the name of a class of your own\n");
        }
    }

    private static String keys(Class<?> type) {
        List<String> keys = new ArrayList<>();
        for (RecordComponent component : Reflection.components(type)) {
            keys.add(component.getName() + ": " + allowed(component.getGenericType()));
        }
        return keys.isEmpty() ? "" : " with " + String.join("; ", keys);
    }

    private static String allowed(Type type) {
        if (type instanceof ParameterizedType generic) {
            String element = allowed(generic.getActualTypeArguments()[0]);
            return generic.getRawType() == List.class ? "a list, each " + element : "null or " + element;
        }
        Class<?> plain = (Class<?>) type;
        return plain == int.class || plain == Integer.class ? "an integer" : Scalars.allowed(plain);
    }

    /** What a present optional holds, anything else as it is. */
    private static Type unwrapped(Type type) {
        return type instanceof ParameterizedType generic ? generic.getActualTypeArguments()[0] : type;
    }

    private static String inOneLine(JsonNode json) {
        if (json instanceof ArrayNode array) {
            List<String> elements = new ArrayList<>();
            array.forEach(element -> elements.add(inOneLine(element)));
            return "[" + String.join(", ", elements) + "]";
        }
        return json.toString();
    }
}
