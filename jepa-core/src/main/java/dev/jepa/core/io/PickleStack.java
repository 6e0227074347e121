package dev.jepa.core.io;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The stack, marks and memo of a pickle; what a damaged pickle asks of them and they do not have is an error. */
final class PickleStack {
    private final List<Object> values = new ArrayList<>();
    private final List<Integer> marks = new ArrayList<>();
    private final Map<Long, Object> memo = new HashMap<>();
    private final Function<String, FileFormatException> damaged;

    PickleStack(Function<String, FileFormatException> damaged) {
        this.damaged = damaged;
    }

    void push(Object value) {
        values.add(value);
    }

    void mark() {
        marks.add(values.size());
    }

    Object pop() {
        requireAbove(1);
        return values.remove(values.size() - 1);
    }

    Object top() {
        requireAbove(1);
        return values.get(values.size() - 1);
    }

    <T> T pop(Class<T> type, String use) {
        return cast(type, pop(), use);
    }

    <T> T top(Class<T> type, String use) {
        return cast(type, top(), use);
    }

    /** Takes off the last few values, in the order in which they were pushed. */
    List<Object> pop(int count) {
        requireAbove(count);
        List<Object> tail = values.subList(values.size() - count, values.size());
        List<Object> taken = new ArrayList<>(tail);
        tail.clear();
        return taken;
    }

    /** Takes off what was pushed since the last mark. */
    List<Object> popMark() {
        if (marks.isEmpty()) {
            throw damaged.apply("its pickle lacks a mark.");
        }
        int mark = marks.remove(marks.size() - 1);
        return pop(values.size() - mark);
    }

    void remember(long index, Object value) {
        memo.put(index, value);
    }

    /** Remembers a value under the next free number. */
    void remember(Object value) {
        memo.put((long) memo.size(), value);
    }

    Object recall(long index) {
        Object value = memo.get(index);
        if (value == null) {
            throw damaged.apply("its pickle refers to the memo " + index + ", which was never set.");
        }
        return value;
    }

    private <T> T cast(Class<T> type, Object value, String use) {
        if (!type.isInstance(value)) {
            throw damaged.apply("its pickle gives " + PickleValue.describe(value) + " as " + use + ".");
        }
        return type.cast(value);
    }

    /** A value below the last mark is not to be had before what lies above is taken off. */
    private void requireAbove(int count) {
        int floor = marks.isEmpty() ? 0 : marks.get(marks.size() - 1);
        if (values.size() - floor < count) {
            throw damaged.apply("its pickle takes more from the stack than there is.");
        }
    }
}
