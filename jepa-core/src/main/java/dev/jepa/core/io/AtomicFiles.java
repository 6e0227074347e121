package dev.jepa.core.io;

import dev.jepa.core.errors.FileErrors;
import dev.jepa.core.tensor.Compute;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes files so that, whenever the machine stops, the path holds the old content or the new one, never a part.
 *
 * <p>The content goes to a temporary file in the same folder, is forced to the disk, renamed over the target, and the
 * folder is forced too. A process that is asked to end finishes the file first, so that no temporary one stays. Failures are {@link java.io.UncheckedIOException}s that name the file and leave the old one.
 */
public final class AtomicFiles {
    private static final String SUFFIX = ".partial";

    private AtomicFiles() {}

    /** Writes the content of one file. */
    @FunctionalInterface
    public interface Body {
        /** Writes everything to the channel, which stands at the start of an empty file. */
        void writeTo(FileChannel channel) throws IOException;
    }

    /** Replaces or creates a file, and the folders above it, with what the body writes. */
    public static void write(Path file, Body body) {
        try {
            Path target = Files.exists(file)
                    ? file.toRealPath()
                    : file.toAbsolutePath().normalize();
            Path folder = target.getParent();
            if (folder == null || Files.isDirectory(target)) {
                throw new IOException("it is a folder");
            }
            Files.createDirectories(folder);
            try (Compute.ExitHold hold = Compute.holdExit()) {
                replace(target, folder, body);
            }
        } catch (IOException e) {
            throw FileErrors.writing(file, e);
        }
    }

    /** Replaces or creates a file with these bytes. */
    public static void writeBytes(Path file, byte[] content) {
        write(file, channel -> writeFully(channel, ByteBuffer.wrap(content)));
    }

    /** Replaces or creates a file with this text, as UTF-8. */
    public static void writeString(Path file, String content) {
        writeBytes(file, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Deletes the temporary files that a killed process left in a folder. Call it only when no one writes there. */
    public static void deleteLeftovers(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, AtomicFiles::isLeftover)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw FileErrors.reading(folder, e);
        }
    }

    /** Whether a path is a temporary file of this class. */
    public static boolean isLeftover(Path file) {
        Path name = file.getFileName();
        return name != null
                && name.toString().startsWith(".")
                && name.toString().endsWith(SUFFIX);
    }

    static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static void replace(Path target, Path folder, Body body) throws IOException {
        String unique = Long.toHexString(ThreadLocalRandom.current().nextLong());
        Path temporary = folder.resolve("." + target.getFileName() + "." + unique + SUFFIX);
        try {
            try (FileChannel channel =
                    FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                body.writeTo(channel);
                channel.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
        forceFolder(folder);
    }

    /** Makes the rename itself durable. Windows cannot open a folder, and does not need to. */
    static void forceFolder(Path folder) throws IOException {
        if (!System.getProperty("os.name").startsWith("Windows")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
