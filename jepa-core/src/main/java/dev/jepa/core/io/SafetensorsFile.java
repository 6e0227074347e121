package dev.jepa.core.io;

import dev.jepa.core.errors.FileErrors;
import dev.jepa.core.errors.Nearest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A safetensors file, memory-mapped: 8 bytes of header length, a JSON header, and the tensors' bytes.
 *
 * <p>Opening checks the header completely (lengths, types, offsets, coverage). If the file carries the checksum of
 * {@link SafetensorsWriter}, all of it is read once to compare that, part by part; of other files no tensor is read. Files and
 * tensors may be larger than 2 GiB. Throws {@link FileFormatException} for a damaged file, or one of another kind, and
 * {@link java.io.UncheckedIOException} for one that cannot be read. Format: https://huggingface.co/docs/safetensors.
 */
public final class SafetensorsFile implements StoredTensors {
    /** The format's own limit. */
    private static final long MAX_HEADER = 100_000_000;

    private final Path file;
    private final MappedBytes bytes;
    private final boolean checksummed;
    private final Map<String, String> metadata;
    private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();

    private SafetensorsFile(Path file, MappedBytes bytes) throws IOException {
        this.file = file;
        this.bytes = bytes;
        byte[] json = readHeader();
        long start = (long) Long.BYTES + json.length;
        SafetensorsHeader header = SafetensorsHeader.parse(file, json, bytes.size() - start);
        this.checksummed = Checksum.compare(file, bytes, json);
        this.metadata = Collections.unmodifiableMap(header.metadata());
        for (SafetensorsHeader.Entry entry : header.entries()) {
            long from = start + entry.begin();
            tensors.put(
                    entry.name(),
                    new StoredTensor(
                            entry.name(),
                            entry.type(),
                            entry.shape(),
                            (offset, length) -> bytes.slice(from + offset, length)));
        }
    }

    /** Opens a file, checks its header, and compares its checksum if it carries one. */
    public static SafetensorsFile open(Path file) {
        MappedBytes bytes = MappedBytes.open(file);
        boolean opened = false;
        try {
            SafetensorsFile result = new SafetensorsFile(file, bytes);
            opened = true;
            return result;
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        } finally {
            if (!opened) {
                bytes.close();
            }
        }
    }

    private byte[] readHeader() throws IOException {
        FileKind.requireOneOf(EnumSet.of(FileKind.SAFETENSORS), file);
        long size = bytes.size();
        if (size < Long.BYTES) {
            throw FileFormatException.of(
                    file,
                    "a safetensors file has at least 8 bytes but this has " + size + ".",
                    "Maybe the file was cut short; copy it again.");
        }
        ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.read(length, 0);
        long header = length.getLong(0);
        if (header < 2 || header > Math.min(MAX_HEADER, size - Long.BYTES)) {
            throw FileFormatException.of(
                    file,
                    "its header length is given as " + Long.toUnsignedString(header) + " but the file has " + size
                            + " bytes.",
                    "Maybe it is not a safetensors file, or was cut short.");
        }
        ByteBuffer json = ByteBuffer.allocate((int) header);
        bytes.read(json, Long.BYTES);
        return json.array();
    }

    /** The tensors by name, in the order of the header. */
    @Override
    public Map<String, StoredTensor> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    /**
     * The tensor of this name.
     *
     * @throws IllegalArgumentException if there is none; the message names the nearest
     */
    public StoredTensor tensor(String name) {
        StoredTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException(
                    file + " has no tensor '" + name + "'." + Nearest.advice(name, tensors.keySet()));
        }
        return tensor;
    }

    /** The strings of {@code __metadata__}, without the checksum; empty if the file has none. */
    public Map<String, String> metadata() {
        Map<String, String> own = new LinkedHashMap<>(metadata);
        own.remove(Checksum.KEY);
        return Collections.unmodifiableMap(own);
    }

    /** Whether the file carries a checksum, which then was right when the file was opened. */
    public boolean hasChecksum() {
        return checksummed;
    }

    /** Closes the file; its tensors can no longer be read. */
    @Override
    public void close() {
        bytes.close();
    }
}
