package dev.jepa.core.io;

import dev.jepa.core.io.PickleValue.Global;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An object of a class that is not known here. It stays closed: nothing of it is executed, and what a pickle sets as its state is
 * dropped. What is put into it as into a dict or a list can be read, since subclasses of both hold weights.
 */
final class PickleObject {
    private final String name;
    private final String label;
    private final Map<Object, Object> items = new LinkedHashMap<>();
    private final List<Object> elements = new ArrayList<>();

    /** What calling a name with these arguments would make. */
    PickleObject(String name, List<?> arguments) {
        this.name = name;
        this.label = name + PickleValue.label(new PickleTuple(List.copyOf(arguments)));
    }

    /** The same for a name that is not on the list; protocols 0 and 1 make objects through functions that are given the class. */
    static PickleObject of(String name, PickleArguments arguments) {
        List<Object> values = arguments.all();
        boolean given = name.matches("copy_?reg\\._reconstructor") && values.size() == 3;
        if (!given || !(values.get(0) instanceof Global type)) {
            return new PickleObject(name, values);
        }
        PickleObject object = new PickleObject(type.name(), List.of());
        if (values.get(2) instanceof Map<?, ?> dict) {
            object.items.putAll(dict);
        } else if (values.get(2) instanceof List<?> list) {
            object.elements.addAll(list);
        }
        return object;
    }

    /** The class or function that it asks for. */
    String name() {
        return name;
    }

    /** The name with its arguments, within bounds. */
    String label() {
        return label;
    }

    /** What was set by key. */
    Map<Object, Object> items() {
        return items;
    }

    /** What was appended. */
    List<Object> elements() {
        return elements;
    }

    /** Whether there is nothing in it that can be read. */
    boolean isClosed() {
        return items.isEmpty() && elements.isEmpty();
    }
}
