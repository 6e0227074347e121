package dev.jepa.core.io;

import java.io.Closeable;
import java.util.List;

/** A PyTorch file opened: its pickled root, and storages that can be read until it is closed. */
interface TorchContainer extends Closeable {
    /** The value that was saved. */
    Object root();

    @Override
    void close();

    /**
     * The parts of a persistent id, {@code ("storage", type, key, device, elements)}; PyTorch before 0.4 adds a sixth,
     * which is None or {@code (key, offset, elements)} of a view.
     */
    static PickleArguments storageId(List<?> id, java.util.function.Function<String, FileFormatException> damaged) {
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
