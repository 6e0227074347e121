package dev.jepa.core.trajectory;

import dev.jepa.core.errors.FileErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What identifies a file that trajectories are imported from. */
final class SourceFile {
    private SourceFile() {}

    /** Name, size and time of the last change: an import that goes on must not mix two versions of a file. */
    static String setting(Path file) {
        try {
            return "file=%s, %d bytes, %s"
                    .formatted(file.getFileName(), Files.size(file), Files.getLastModifiedTime(file));
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
    }
}
