package dev.jepa.core.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Checks and maps the files of a data set in one piece. */
final class DataFile {
    private DataFile() {}

    /**
     * The file mapped read-only.
     *
     * @throws MissingDataException if it is absent
     * @throws DataException if its size is not {@code expected}
     */
    static ByteBuffer map(Path file, long expected, String advice) {
        if (!Files.isRegularFile(file)) {
            throw new MissingDataException("data file %s does not exist.\n%s".formatted(file, advice));
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long actual = channel.size();
            if (actual != expected) {
                throw wrongSize(file, expected, actual, advice);
            }
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, actual);
        } catch (IOException e) {
            throw new DataException("data file %s cannot be read: %s.".formatted(file, e.getMessage()), e);
        }
    }

    static DataException wrongSize(Path file, long expected, long actual, String advice) {
        return new DataException("data file %s must have %,d bytes but has %,d%s.\n%s"
                .formatted(file, expected, actual, actual < expected ? " (it is cut short)" : "", advice));
    }
}
