package dev.jepa.core.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        String allowed = allowed(type);
        if (type == boolean.class || type == Boolean.class) {
            if (node.isBoolean()) {
                return node.booleanValue();
            }
        } else if (isNumber(type)) {
            Optional<Number> number = node.isNumber() ? number(type, node) : Optional.empty();
            if (number.isPresent()) {
                return number.get();
            } else if (node.isNumber() && isFraction(type)) {
                allowed += isFloat(type) ? ", 0 or 1.4e-45 to 3.4e38 in size," : ", 0 or 4.9e-324 to 1.7e308 in size,";
            }
        } else {
            throw new IllegalStateException("A configuration cannot hold a " + type.getName() + " (key " + path + ").");
        }
        throw Binder.wrong(path, allowed, given);
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
        } else if (isInt(type)) {
            return "an integer between -2147483648 and 2147483647";
        } else if (type == long.class || type == Long.class) {
            return "an integer";
        } else if (isFraction(type)) {
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

    private static boolean isNumber(Class<?> type) {
        return isFraction(type) || isInt(type) || type == long.class || type == Long.class;
    }

    private static boolean isFraction(Class<?> type) {
        return type == double.class || type == Double.class || isFloat(type);
    }

    private static boolean isFloat(Class<?> type) {
        return type == float.class || type == Float.class;
    }

    private static boolean isInt(Class<?> type) {
        return type == int.class || type == Integer.class;
    }

    /** The number as the type has it; empty if the type does not reach so far, or knows no fractions. */
    private static Optional<Number> number(Class<?> type, JsonNode node) {
        if (isFloat(type)) {
            float value = node.floatValue();
            return inRange(value, node) ? Optional.of(value) : Optional.empty();
        } else if (isFraction(type)) {
            double value = node.doubleValue();
            return inRange(value, node) ? Optional.of(value) : Optional.empty();
        }
        Optional<Long> whole = whole(node);
        return isInt(type)
                ? whole.filter(value -> value == value.intValue()).map(Long::intValue)
                : whole.map(value -> value);
    }

    /** Neither too large to be finite, nor so small that it becomes zero. */
    private static boolean inRange(double value, JsonNode node) {
        return Double.isFinite(value) && (value != 0 || node.decimalValue().signum() == 0);
    }

    /** {@code 1e5} is as good as {@code 100000}. Numbers such as 1e999999999 are not written out to see how large they are. */
    private static Optional<Long> whole(JsonNode node) {
        if (!node.isNumber() || !(Math.abs(node.doubleValue()) <= 0x1p63)) {
            return Optional.empty();
        }
        try {
            return Optional.of(node.decimalValue().longValueExact());
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
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
