package dev.jepa.core.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.stream.ImageInputStreamImpl;

/** A file as codecs read it. Unlike Java's own, it opens names that the locale's encoding does not know. */
final class ChannelImageInput extends ImageInputStreamImpl {
    private final SeekableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 14).limit(0);
    /** Where in the file the buffer begins. */
    private long begin;

    ChannelImageInput(Path file) throws IOException {
        channel = Files.newByteChannel(file);
    }

    @Override
    public int read() throws IOException {
        bitOffset = 0;
        if (!fill()) {
            return -1;
        }
        streamPos++;
        return buffer.get() & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        bitOffset = 0;
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(target, offset, count);
        streamPos += count;
        return count;
    }

    /** Whether there is a byte at the stream's position; it is the buffer's next one then. */
    private boolean fill() throws IOException {
        long within = streamPos - begin;
        if (within >= 0 && within < buffer.limit()) {
            buffer.position((int) within);
            return true;
        }
        begin = streamPos;
        channel.position(begin);
        buffer.clear();
        int count = channel.read(buffer);
        buffer.flip();
        return count > 0;
    }

    @Override
    public long length() {
        try {
            return channel.size();
        } catch (IOException e) {
            return -1; // as the interface says of a length that is not known
        }
    }

    @Override
    public void close() throws IOException {
        super.close();
        channel.close();
    }
}
