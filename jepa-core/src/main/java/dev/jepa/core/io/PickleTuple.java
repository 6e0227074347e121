package dev.jepa.core.io;

import java.util.AbstractList;
import java.util.List;

/** A tuple or frozen set: a list that a pickle cannot change. */
final class PickleTuple extends AbstractList<Object> {
    static final PickleTuple EMPTY = new PickleTuple(List.of());

    private final List<Object> elements;

    PickleTuple(List<Object> elements) {
        this.elements = List.copyOf(elements);
    }

    @Override
    public Object get(int index) {
        return elements.get(index);
    }

    @Override
    public int size() {
        return elements.size();
    }
}
