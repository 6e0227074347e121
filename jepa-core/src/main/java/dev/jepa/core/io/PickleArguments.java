package dev.jepa.core.io;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The arguments of a call in a pickle, taken by position and type. */
final class PickleArguments {
    private final String function;
    private final List<?> values;
    private final Function<String, FileFormatException> damaged;

    PickleArguments(String function, List<?> values, Function<String, FileFormatException> damaged) {
        this.function = function;
        this.values = values;
        this.damaged = damaged;
    }

    int count() {
        return values.size();
    }

    <T> T get(int index, Class<T> type) {
        if (index >= values.size() || !type.isInstance(values.get(index))) {
            String was = index < values.size() ? PickleValue.describe(values.get(index)) : "missing";
            throw invalid("argument " + (index + 1) + " is " + was);
        }
        return type.cast(values.get(index));
    }

    long number(int index) {
        return get(index, Long.class);
    }

    long[] numbers(int index) {
        List<?> list = get(index, List.class);
        long[] numbers = new long[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (!(list.get(i) instanceof Long number)) {
                throw invalid("argument " + (index + 1) + " holds " + PickleValue.describe(list.get(i)));
            }
            numbers[i] = number;
        }
        return numbers;
    }

    /** All of them. */
    List<Object> all() {
        return List.copyOf(values);
    }

    /** The result of calling the function at a place with the arguments at another, as a call of a call. */
    Object call(int function, int arguments) {
        PickleValue.Global global = get(function, PickleValue.Global.class);
        return global.function().call(new PickleArguments(global.name(), get(arguments, List.class), damaged));
    }

    /** A copy of a list. */
    List<Object> list(int index) {
        List<?> list = get(index, List.class);
        return new ArrayList<>(list);
    }

    FileFormatException invalid(String what) {
        return damaged.apply("its pickle calls " + function + " in a way that cannot be: " + what + ".");
    }
}
