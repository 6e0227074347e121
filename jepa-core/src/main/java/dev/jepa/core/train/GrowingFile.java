package dev.jepa.core.train;

import dev.jepa.core.errors.FileErrors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file that grows while a run writes to it. The system lets a process write on to a file that was deleted, so each write looks
 * whether the path still leads to the same file.
 */
final class GrowingFile implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;
    private final @Nullable Object identity;

    private GrowingFile(Path path, FileChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        this.identity = identity(path);
    }

    /**
     * Opens a file to append to it.
     *
     * @param creation {@link StandardOpenOption#CREATE} or {@link StandardOpenOption#CREATE_NEW}
     */
    static GrowingFile open(Path path, OpenOption creation) throws IOException {
        FileChannel channel = FileChannel.open(path, creation, StandardOpenOption.APPEND);
        try {
            return new GrowingFile(path, channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** A system without such a key has null: then only a missing file is seen. */
    private static @Nullable Object identity(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    /**
     * Writes all of it, and hands it to the system.
     *
     * @throws java.io.UncheckedIOException if the disk refuses, or the file was deleted, moved or replaced
     */
    void append(ByteBuffer bytes) {
        try {
            if (!Files.exists(path) || !Objects.equals(identity, identity(path))) {
                throw FileErrors.gone(path);
            }
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw FileErrors.writing(path, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw FileErrors.writing(path, e);
        }
    }
}
