package dev.jepa.core.io;

import java.io.Closeable;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A PyTorch file opened: its pickled root, and storages that can be read until it is closed. */
interface TorchContainer extends Closeable {
    /** Of protocol 0. */
    Pattern STORAGE_ID =
            Pattern.compile("\\('storage', <class '(torch[\\w.]*)\\.(\\w+)'>, '([^']*)', '([^']*)', ([0-9]{1,18})\\)");

    /** The value that was saved. */
    Object root();

    @Override
    void close();

    /**
     * A persistent id as protocol 0 writes it, {@code ('storage', <class 'torch.FloatStorage'>, '0', 'cpu', 6)}.
     *
     * @throws IllegalArgumentException for another text
     */
    static List<Object> storageId(String text) {
        Matcher id = STORAGE_ID.matcher(text);
        if (!id.matches()) {
            throw new IllegalArgumentException("no storage");
        }
        Object type = PickleGlobals.find(id.group(1), id.group(2)).orElseThrow(IllegalArgumentException::new);
        return List.of("storage", type, id.group(3), id.group(4), Long.parseLong(id.group(5)));
    }

    /**
     * The parts of a persistent id, {@code ("storage", type, key, device, elements)}; PyTorch before 0.4 adds a sixth,
     * which is None or {@code (key, offset, elements)} of a view.
     */
    static PickleArguments storageId(List<?> id, Function<String, FileFormatException> damaged) {
        PickleArguments parts = new PickleArguments("a storage", id, damaged);
        String kind = parts.get(0, String.class);
        if (!kind.equals("storage")) {
            throw parts.invalid("it is of the kind '" + kind + "'");
        }
        if (parts.number(4) < 0) {
            throw parts.invalid("it has " + parts.number(4) + " elements");
        }
        return parts;
    }
}
