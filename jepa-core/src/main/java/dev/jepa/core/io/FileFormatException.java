package dev.jepa.core.io;

import java.nio.file.Path;

/** A file whose content cannot be what it claims to be: its message names the file, what is wrong, and a "Maybe …". */
public final class FileFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

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
        return new FileFormatException(file + ": " + oneLine(what) + "\n" + advice);
    }

    /** Text taken from a damaged file may hold anything; a message stays on its line. */
    private static String oneLine(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().limit(600).forEach(c -> {
            if (Character.isISOControl(c)) {
                line.append(String.format("\\x%02x", c));
            } else {
                line.appendCodePoint(c);
            }
        });
        return line.toString();
    }
}
