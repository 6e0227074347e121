package dev.jepa.core.io;

import dev.jepa.core.errors.FileErrors;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A file read through memory mapping with 64-bit offsets: mapped once if it fits one buffer, else part by part. */
final class MappedBytes implements ByteSource, Closeable {
    private final Path file;
    private final FileChannel channel;
    private final long size;
    private @Nullable ByteBuffer whole;

    private MappedBytes(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        this.size = channel.size();
    }

    static MappedBytes open(Path file) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            try {
                return new MappedBytes(file, channel);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
    }

    long size() {
        return size;
    }

    @Override
    public synchronized ByteBuffer slice(long offset, int length) {
        if (offset < 0 || length < 0 || offset > size - length) {
            throw new IndexOutOfBoundsException("bytes " + offset + " to " + (offset + length) + " lie outside " + file
                    + " of " + size + " bytes.");
        }
        try {
            return part(offset, length).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
    }

    private ByteBuffer part(long offset, int length) throws IOException {
        if (!channel.isOpen()) {
            throw new ClosedChannelException();
        } else if (length == 0) {
            return ByteBuffer.allocate(0);
        } else if (size > Integer.MAX_VALUE) {
            return channel.map(FileChannel.MapMode.READ_ONLY, offset, length);
        }
        if (whole == null) {
            whole = channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
        }
        return whole.slice((int) offset, length);
    }

    /** Reads without mapping, for one pass over the whole file. */
    void read(ByteBuffer into, long offset) throws IOException {
        while (into.hasRemaining()) {
            int count = channel.read(into, offset + into.position());
            if (count < 0) {
                throw new IOException("it ends at byte " + (offset + into.position()));
            }
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
    }
}
