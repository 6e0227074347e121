package dev.jepa.core.io;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a pickle's values are in Java: dicts are {@link Map}s, lists and sets {@link List}s, tuples {@link PickleTuple}s, integers
 * {@link Long} or {@link BigInteger}, and so on; and the kinds that Java has no type for.
 */
final class PickleValue {
    /** Python's None. */
    static final Object NONE = new Object() {
        @Override
        public String toString() {
            return "None";
        }
    };

    private static final int LABEL_DEPTH = 3;
    private static final int LABEL_ELEMENTS = 8;
    private static final int LABEL_CHARACTERS = 100;

    private PickleValue() {}

    /** A name in a Python module; {@code function} says what calling it gives. */
    record Global(String name, Function function) {}

    /** Builds the value that a call stands for; nothing else happens. */
    @FunctionalInterface
    interface Function {
        Object call(PickleArguments arguments);
    }

    /** A key that may hold itself, and so has no hash code of its content; no two keys of a dict are equal, so it needs none. */
    private static final class Key {
        private final Object value;

        Key(Object value) {
            this.value = value;
        }
    }

    /** What stands for a value as the key of a dict, or empty if Python would not take it either. */
    static Optional<Object> key(Object value) {
        if (value instanceof PickleTuple || value instanceof byte[]) {
            return Optional.of(new Key(value));
        }
        return value instanceof Map || value instanceof List ? Optional.empty() : Optional.of(value);
    }

    /** The entries of a dict, or of an object that is one besides; empty for all else. */
    static Map<?, ?> dict(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : value instanceof PickleObject object ? object.items() : Map.of();
    }

    /** A value as a short text for a user, whatever it holds. */
    static String label(Object value) {
        return value instanceof String text ? text : label(value, LABEL_DEPTH);
    }

    private static String label(Object value, int depth) {
        String text;
        if (value instanceof Key key) {
            text = label(key.value, depth);
        } else if (value instanceof PickleTuple tuple) {
            text = depth == 0
                    ? "(…)"
                    : tuple.stream()
                            .limit(LABEL_ELEMENTS)
                            .map(element -> label(element, depth - 1))
                            .collect(Collectors.joining(", ", "(", tuple.size() > LABEL_ELEMENTS ? ", …)" : ")"));
        } else if (value instanceof String inner) {
            text = "'" + inner + "'";
        } else if (value instanceof byte[] bytes) {
            text = bytes.length + " bytes";
        } else if (value instanceof PickleObject object) {
            text = object.label();
        } else {
            boolean plain = value instanceof Number || value instanceof Boolean;
            text = plain ? value.toString() : describe(value);
        }
        return text.length() <= LABEL_CHARACTERS ? text : text.substring(0, LABEL_CHARACTERS) + "…";
    }

    /** The kind of a value, for messages; never its content, which may be endless. */
    static String describe(Object value) {
        if (value instanceof Map) {
            return "a dict";
        } else if (value instanceof PickleTuple) {
            return "a tuple";
        } else if (value instanceof List) {
            return "a list";
        } else if (value instanceof String) {
            return "a text";
        } else if (value instanceof Number) {
            return "a number";
        } else if (value instanceof Global global) {
            return global.name();
        } else if (value instanceof PickleObject object) {
            return object.name();
        } else if (value instanceof StoredType type) {
            return type.name();
        } else if (value instanceof TorchTensor) {
            return "a tensor";
        } else if (value instanceof TorchStorage) {
            return "a storage";
        }
        return value == NONE ? "None" : "a " + value.getClass().getSimpleName();
    }
}
