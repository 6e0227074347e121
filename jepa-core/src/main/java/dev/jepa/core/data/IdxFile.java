package dev.jepa.core.data;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The IDX format of MNIST: magic 0, 0, type, rank; the dimensions, big-endian; then the bytes. Only unsigned bytes (type 8). */
final class IdxFile {
    private static final int UNSIGNED_BYTE = 8;

    private final Path file;
    private final int[] shape;
    private final byte[] content;
    private final int header;

    private IdxFile(Path file, int[] shape, byte[] content, int header) {
        this.file = file;
        this.shape = shape;
        this.content = content;
        this.header = header;
    }

    /**
     * Reads a plain or gzip-compressed file whole.
     *
     * @param rank the number of dimensions it must have
     */
    static IdxFile read(Path file, int rank, String advice) {
        byte[] content = bytes(file, advice);
        ByteBuffer head = ByteBuffer.wrap(content);
        int headerBytes = 4 + 4 * rank;
        if (content.length < headerBytes) {
            throw DataFile.wrongSize(file, headerBytes, content.length, advice);
        }
        int magic = head.getInt();
        if (magic != (UNSIGNED_BYTE << 8 | rank)) {
            throw new DataException(
                    "%s is not an IDX file of unsigned bytes with %d dimensions: it starts with %08x, not %08x.\n%s"
                            .formatted(file, rank, magic, UNSIGNED_BYTE << 8 | rank, advice));
        }
        int[] shape = new int[rank];
        long expected = 1;
        for (int d = 0; d < rank; d++) {
            shape[d] = head.getInt();
            if (shape[d] < 1 || (expected *= shape[d]) > Integer.MAX_VALUE) {
                throw new DataException(
                        "%s has the impossible dimension %d in its header.\n%s".formatted(file, shape[d], advice));
            }
        }
        if (content.length != headerBytes + expected) {
            throw DataFile.wrongSize(file, headerBytes + expected, content.length, advice);
        }
        return new IdxFile(file, shape, content, headerBytes);
    }

    private static byte[] bytes(Path file, String advice) {
        if (!Files.isRegularFile(file)) {
            throw new MissingDataException("data file %s does not exist.\n%s".formatted(file, advice));
        }
        try {
            byte[] stored = Files.readAllBytes(file);
            return isGzip(stored) ? new GZIPInputStream(new ByteArrayInputStream(stored)).readAllBytes() : stored;
        } catch (EOFException | ZipException e) {
            throw new DataException(
                    "data file %s is cut short or damaged: %s.\n%s".formatted(file, e.getMessage(), advice), e);
        } catch (IOException e) {
            throw new DataException("data file %s cannot be read: %s.".formatted(file, e.getMessage()), e);
        }
    }

    /** By its first bytes: some tools unpack a file and leave its name, or pack it and do. */
    private static boolean isGzip(byte[] content) {
        return content.length > 2 && (content[0] & 0xff) == 0x1f && (content[1] & 0xff) == 0x8b;
    }

    Path file() {
        return file;
    }

    int dimension(int d) {
        return shape[d];
    }

    int value(int index) {
        return content[header + index] & 0xff;
    }

    byte[] slice(int from, int length) {
        byte[] part = new byte[length];
        System.arraycopy(content, header + from, part, 0, length);
        return part;
    }

    ByteBuffer content() {
        return ByteBuffer.wrap(content);
    }
}
