package dev.jepa.core.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Converts JSON values to the scalar types of a configuration, and says what each allows. */
final class Scalars {
    private Scalars() {}

    static Object bind(Class<?> type, JsonNode given, String path) {
        if (type == String.class || type == Path.class) {
            String text = Assignments.text(given).orElseThrow(() -> Binder.wrong(path, allowed(type), given));
            return type == String.class ? text : path(text, given, path);
        } else if (type.isEnum()) {
            return constant(type, given, path);
        }
        JsonNode node = Assignments.resolve(given);
        if (type == boolean.class || type == Boolean.class) {
            if (node.isBoolean()) {
                return node.booleanValue();
            }
        } else if (type == double.class || type == Double.class) {
            if (node.isNumber()) {
                return node.doubleValue();
            }
        } else if (type == float.class || type == Float.class) {
            if (node.isNumber()) {
                return node.floatValue();
            }
        } else if (type == int.class || type == Integer.class) {
            if (isWhole(node) && node.canConvertToInt()) {
                return node.intValue();
            }
        } else if (type == long.class || type == Long.class) {
            if (isWhole(node) && node.canConvertToLong()) {
                return node.longValue();
            }
        } else {
            throw new IllegalStateException("A configuration cannot hold a " + type.getName() + " (key " + path + ").");
        }
        throw Binder.wrong(path, allowed(type), given);
    }

    private static Path path(String text, JsonNode given, String path) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw Binder.wrong(path, allowed(Path.class), given);
        }
    }

    /** In words, for messages. */
    static String allowed(Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        } else if (type == int.class || type == Integer.class) {
            return "an integer between -2147483648 and 2147483647";
        } else if (type == long.class || type == Long.class) {
            return "an integer";
        } else if (type == double.class || type == Double.class || type == float.class || type == Float.class) {
            return "a number";
        } else if (type == String.class) {
            return "a text";
        } else if (type == Path.class) {
            return "a path";
        } else if (type == List.class) {
            return "a list";
        } else if (type.isEnum()) {
            return "one of " + String.join(", ", constants(type));
        } else if (Reflection.hasChoices(type)) {
            return "an object whose type is one of "
                    + String.join(", ", Reflection.choices(type).keySet());
        }
        return "an object with the keys " + String.join(", ", Reflection.names(type));
    }

    /** {@code 1e5} is as good as {@code 100000}. */
    private static boolean isWhole(JsonNode node) {
        return node.isIntegralNumber() || (node.isNumber() && node.doubleValue() == Math.rint(node.doubleValue()));
    }

    private static Object constant(Class<?> type, JsonNode node, String path) {
        String text = Assignments.text(node).orElse("");
        for (Object constant : type.getEnumConstants()) {
            if (KebabCase.ofConstant((Enum<?>) constant).equals(text)) {
                return constant;
            }
        }
        throw new ConfigException(path + " must be " + allowed(type) + " but is " + Assignments.shown(node) + "."
                + Binder.meant(text, constants(type)));
    }

    private static List<String> constants(Class<?> type) {
        List<String> names = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            names.add(KebabCase.ofConstant((Enum<?>) constant));
        }
        return names;
    }
}
