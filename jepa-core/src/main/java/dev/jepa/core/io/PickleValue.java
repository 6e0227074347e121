package dev.jepa.core.io;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * What a pickle's values are in Java: dicts are {@link Map}s, lists, tuples and sets {@link List}s, integers {@link Long}
 * or {@link BigInteger}, and so on; and the two kinds that Java has no type for.
 */
final class PickleValue {
    /** Python's None. */
    static final Object NONE = new Object();

    private PickleValue() {}

    /** A name in a Python module that is on the allow-list; {@code function} says what calling it gives. */
    record Global(String name, Function function) {}

    /** Builds the value that a call stands for; nothing else happens. */
    @FunctionalInterface
    interface Function {
        Object call(PickleArguments arguments);
    }

    /** The kind of a value, for messages; never its content, which may be endless. */
    static String describe(Object value) {
        if (value instanceof Map) {
            return "a dict";
        } else if (value instanceof List) {
            return "a list";
        } else if (value instanceof String) {
            return "a text";
        } else if (value instanceof Number) {
            return "a number";
        } else if (value instanceof Global global) {
            return global.name();
        } else if (value instanceof TorchTensor) {
            return "a tensor";
        } else if (value instanceof TorchStorage) {
            return "a storage";
        }
        return value == NONE ? "None" : "a " + value.getClass().getSimpleName();
    }
}
