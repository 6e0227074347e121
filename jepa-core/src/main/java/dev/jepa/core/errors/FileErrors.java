package dev.jepa.core.errors;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;

/** Turns an {@link IOException} into an unchecked one that says which file could not be read or written, and why. */
public final class FileErrors {
    private FileErrors() {}

    /** What to throw when a file could not be read. */
    public static UncheckedIOException reading(Path file, IOException cause) {
        return wrap(Printable.of(file.toString()) + " could not be read: ", cause);
    }

    /** What to throw when a file could not be written; says that the old one, if any, is still there. */
    public static UncheckedIOException writing(Path file, IOException cause) {
        return wrap(Printable.of(file.toString()) + " could not be written: ", cause);
    }

    /**
     * What to throw when a file or folder that is being written to is not there any more; names the outermost folder that is
     * missing.
     */
    public static UncheckedIOException gone(Path path) {
        Path missing = path;
        for (Path above = path.getParent(); above != null && !Files.exists(above); above = above.getParent()) {
            missing = above;
        }
        return new UncheckedIOException(
                Printable.of(missing.toString()) + " was deleted, moved or replaced while it was being written to."
                        + "\nMaybe bring it back, and go on from its newest checkpoint.",
                new NoSuchFileException(missing.toString()));
    }

    /**
     * For libraries that open files by a text: requires that the file's name is one in this locale.
     *
     * @throws UncheckedIOException that names the locale if it is not
     */
    public static void requireNameable(Path file) {
        boolean same;
        try {
            same = file.toFile().toPath().equals(file);
        } catch (InvalidPathException e) {
            same = false;
        }
        if (!same) {
            throw wrap(
                    Printable.of(file.toString()) + " could not be read: ",
                    new IOException("its name has letters that the encoding of this locale, "
                            + System.getProperty("sun.jnu.encoding") + ", does not have"));
        }
    }

    private static UncheckedIOException wrap(String start, IOException cause) {
        String reason = reason(cause);
        String advice = advice(reason);
        String message = start + reason + "." + (advice.isEmpty() ? "" : "\n" + advice);
        return new UncheckedIOException(message, cause);
    }

    private static String reason(IOException cause) {
        if (cause instanceof NoSuchFileException || cause instanceof FileNotFoundException) {
            return "it does not exist";
        } else if (cause instanceof AccessDeniedException) {
            return "permission denied";
        } else if (cause instanceof NotDirectoryException) {
            return "it is not a folder";
        } else if (cause instanceof ClosedByInterruptException) {
            return "the thread was interrupted";
        } else if (cause instanceof CharacterCodingException) {
            return "it is not text in UTF-8";
        } else if (cause instanceof ClosedChannelException) {
            return "it has been closed";
        }
        String text = cause instanceof FileSystemException failure && failure.getReason() != null
                ? failure.getReason()
                : cause.getMessage();
        String line = text == null ? "" : text.lines().findFirst().orElse("").strip();
        return line.isEmpty() ? cause.getClass().getSimpleName() : Printable.of(line.endsWith(".") ? chop(line) : line);
    }

    private static String chop(String line) {
        return line.substring(0, line.length() - 1);
    }

    private static String advice(String reason) {
        String text = reason.toLowerCase(Locale.ROOT);
        if (text.contains("no space") || text.contains("not enough space") || text.contains("quota")) {
            return "Maybe free some space, or write to another disk; what was there before is unchanged.";
        } else if (text.equals("it does not exist")) {
            return "Maybe the path is mistyped, or relative to another folder.";
        } else if (text.contains("encoding of this locale")) {
            return "Maybe set LC_ALL=C.UTF-8.";
        } else if (text.equals("permission denied") || text.contains("read-only")) {
            return "Maybe choose a folder that you own.";
        }
        return "";
    }
}
