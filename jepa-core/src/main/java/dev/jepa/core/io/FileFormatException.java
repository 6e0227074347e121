package dev.jepa.core.io;

import dev.jepa.core.errors.Printable;
import java.nio.file.Path;

/** A file whose content cannot be what it claims to be: its message names the file, what is wrong, and a "Maybe …". */
public final class FileFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    /** Text taken from a damaged file may be long. */
    private static final int LIMIT = 600;

    private FileFormatException(String message) {
        super(message);
    }

    /**
     * An exception saying "FILE: what." and, on the next line, the advice.
     *
     * @param what one sentence without the file's name
     * @param advice one sentence beginning with "Maybe"
     */
    public static FileFormatException of(Path file, String what, String advice) {
        return new FileFormatException(
                Printable.of(file.toString()) + ": " + Printable.of(what, LIMIT) + "\n" + advice);
    }
}
