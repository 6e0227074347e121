package dev.jepa.core.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.jepa.core.errors.Nearest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Creates records from JSON trees; the path is the key reached so far, empty at the root. */
final class Binder {
    Object bind(Type type, JsonNode node, String path) {
        if (type instanceof ParameterizedType generic) {
            Type element = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == List.class) {
                return bindList(element, Assignments.asList(node), path);
            } else if (generic.getRawType() == Optional.class) {
                JsonNode value = Assignments.orNull(node);
                return value.isNull() ? Optional.empty() : Optional.of(bind(element, value, path));
            }
        } else if (type instanceof Class<?> plain) {
            if (plain.isRecord()) {
                return bindRecord(plain, Assignments.resolve(node), path);
            } else if (Reflection.hasChoices(plain)) {
                return bindChoice(plain, node, path);
            }
            return Scalars.bind(plain, node, path);
        }
        throw new IllegalStateException("A configuration cannot hold a " + type.getTypeName() + " (key " + path + ").");
    }

    private List<Object> bindList(Type element, JsonNode node, String path) {
        if (!node.isArray()) {
            throw wrong(path, "a list", node);
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            values.add(bind(element, node.get(i), child(path, Integer.toString(i))));
        }
        return List.copyOf(values);
    }

    /** An object with a type, or the type alone as a text. */
    private Object bindChoice(Class<?> kind, JsonNode node, String path) {
        Map<String, Class<?>> choices = Reflection.choices(kind);
        JsonNode object = Assignments.resolve(node);
        JsonNode type = object.isObject() ? object.path(Reflection.TYPE) : node;
        String name = Assignments.text(type).orElse("");
        String key = object.isObject() ? child(path, Reflection.TYPE) : path;
        Class<?> chosen = Reflection.isOpen(kind) && OwnChoice.isClassName(name)
                ? OwnChoice.find(name, kind, key)
                : choices.get(name);
        if (chosen == null) {
            String was = type.isMissingNode() ? "missing" : Assignments.shown(type);
            throw new ConfigException(key + " must be one of " + String.join(", ", choices.keySet())
                    + (Reflection.isOpen(kind) ? ", or the name of a class," : "") + " but is " + was + "."
                    + meant(name, choices.keySet()));
        }
        return bindRecord(chosen, object.isObject() ? object : JsonNodeFactory.instance.objectNode(), path);
    }

    /** A line break and the nearest allowed text, or nothing. */
    static String meant(String text, Collection<String> allowed) {
        return Nearest.find(text, allowed)
                .map(nearest -> "\nMaybe '" + nearest + "' was meant.")
                .orElse("");
    }

    private Object bindRecord(Class<?> type, JsonNode node, String path) {
        if (!node.isObject()) {
            throw wrong(path, "an object with the keys " + String.join(", ", Reflection.names(type)), node);
        }
        checkKeys(type, node, path);
        Optional<Record> defaults = Reflection.defaults(type);
        List<Object> arguments = new ArrayList<>();
        for (RecordComponent component : Reflection.components(type)) {
            JsonNode value = completed(node.get(component.getName()), defaults, component);
            if (value == null && defaults.isPresent()) {
                arguments.add(Reflection.value(defaults.get(), component));
            } else if (value == null && component.getType() != Optional.class) {
                throw new ConfigException("The key " + child(path, component.getName()) + " is missing; it must be "
                        + Scalars.allowed(component.getType()) + ".");
            } else {
                JsonNode present = value == null ? JsonNodeFactory.instance.nullNode() : value;
                arguments.add(bind(component.getGenericType(), present, child(path, component.getName())));
            }
        }
        return create(type, arguments, path);
    }

    /** A part that was given in parts, laid over the default's. */
    private static @Nullable JsonNode completed(
            @Nullable JsonNode value, Optional<Record> defaults, RecordComponent component) {
        if (value == null || defaults.isEmpty()) {
            return value;
        }
        return Reflection.value(defaults.get(), component) instanceof Record part
                ? Merge.overlay(JsonForm.ofRecord(part), value)
                : value;
    }

    private static void checkKeys(Class<?> type, JsonNode node, String path) {
        List<String> names = Reflection.names(type);
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String key = field.getKey();
            if (key.equals(Reflection.TYPE) && Reflection.isChoice(type)) {
                checkType(type, field.getValue(), path);
                continue;
            } else if (names.contains(key)) {
                continue;
            }
            String nearest = Nearest.find(key, names)
                    .map(name -> "\nMaybe " + child(path, name) + " was meant.")
                    .orElse("");
            throw new ConfigException("There is no key " + child(path, key) + " (given as "
                    + Assignments.shown(field.getValue()) + "); allowed " + (path.isEmpty() ? "" : "in " + path + " ")
                    + "are " + (names.isEmpty() ? "no keys" : String.join(", ", names)) + "." + nearest);
        }
    }

    private static void checkType(Class<?> type, JsonNode given, String path) {
        String name = Reflection.typeName(type);
        // Java code writes a class within a class with a dot.
        if (!Assignments.text(given).orElse("").replace('$', '.').equals(name.replace('$', '.'))) {
            throw wrong(child(path, Reflection.TYPE), name, given);
        }
    }

    private static Object create(Class<?> type, List<Object> arguments, String path) {
        try {
            return Reflection.create(type, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refusal) {
                throw new ConfigException((path.isEmpty() ? "" : path + ": ") + refusal.getMessage(), refusal);
            } else if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("Cannot create a " + type.getName() + ".", e);
        }
    }

    static ConfigException wrong(String path, String allowed, JsonNode node) {
        String key = path.isEmpty() ? "The configuration" : path;
        return new ConfigException(key + " must be " + allowed + " but is " + Assignments.shown(node) + ".");
    }

    static String child(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
