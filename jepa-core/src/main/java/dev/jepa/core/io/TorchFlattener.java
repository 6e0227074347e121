package dev.jepa.core.io;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Flattens nested dicts and lists to dotted names, within bounds: a pickle can hold itself, or itself many times. */
final class TorchFlattener {
    private static final int MAX_DEPTH = 64;
    private static final long MAX_CHARACTERS = 1L << 26;
    private static final int PER_VALUE = 32;

    private final Path file;
    private final Map<String, Object> leaves = new LinkedHashMap<>();
    private long budget = MAX_CHARACTERS;

    TorchFlattener(Path file) {
        this.file = file;
    }

    Map<String, Object> flatten(Object root) {
        add("", root, 0);
        return leaves;
    }

    private void add(String path, Object value, int depth) {
        budget -= path.length() + PER_VALUE;
        if (depth > MAX_DEPTH || budget < 0) {
            throw FileFormatException.of(
                    file,
                    "its values are nested without end.",
                    "Maybe it is malicious; a state dict is a dict of names and tensors.");
        }
        if (value instanceof PickleObject object && !object.isClosed()) {
            object.items().forEach((key, inner) -> add(child(path, PickleValue.label(key)), inner, depth + 1));
            addAll(path, object.elements(), depth);
        } else if (value instanceof Map<?, ?> dict) {
            dict.forEach((key, inner) -> add(child(path, PickleValue.label(key)), inner, depth + 1));
        } else if (value instanceof List<?> list) {
            addAll(path, list, depth);
        } else if (leaves.put(path, value) != null) {
            throw FileFormatException.of(
                    file, "two of its values are called '" + path + "'.", "Maybe select one of its dicts first.");
        }
    }

    private void addAll(String path, List<?> list, int depth) {
        for (int i = 0; i < list.size(); i++) {
            add(child(path, Integer.toString(i)), list.get(i), depth + 1);
        }
    }

    private static String child(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
