package dev.jepa.core.io;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * Writes a safetensors file whole or not at all, streaming one tensor after the other.
 *
 * <p>The header names the tensors in the given order; their bytes lie widest type first, so that each is aligned. The
 * header is padded with spaces to a multiple of 8 and carries a checksum, which {@link SafetensorsFile#open} compares. The same
 * tensors and metadata always give the same bytes.
 */
public final class SafetensorsWriter {
    private static final JsonMapper JSON = new JsonMapper();
    /** Tensors below 1 GiB are asked for their bytes once; some sources copy them each time. */
    private static final int PART = 1 << 30;

    private SafetensorsWriter() {}

    /** Writes tensors without metadata. */
    public static void write(Path file, Collection<StoredTensor> tensors) {
        write(file, tensors, Map.of());
    }

    /**
     * Writes tensors and metadata.
     *
     * @throws IllegalArgumentException if two tensors have the same name
     * @throws java.io.UncheckedIOException if the disk refuses; the old file is still there then
     */
    public static void write(Path file, Collection<StoredTensor> tensors, Map<String, String> metadata) {
        checkNames(tensors, metadata);
        List<StoredTensor> inFile = new ArrayList<>(tensors);
        inFile.sort(Comparator.comparingInt(tensor -> -tensor.type().bits()));
        byte[] header = header(tensors, offsets(inFile), metadata);
        AtomicFiles.write(file, channel -> stream(channel, header, inFile));
    }

    private static void checkNames(Collection<StoredTensor> tensors, Map<String, String> metadata) {
        Map<String, StoredTensor> seen = new HashMap<>();
        for (StoredTensor tensor : tensors) {
            StoredTensor before = seen.put(tensor.name(), tensor);
            if (before != null || tensor.name().equals(SafetensorsHeader.METADATA)) {
                throw new IllegalArgumentException("The tensor " + tensor + " cannot be written: its name is "
                        + (before == null ? "reserved" : "also that of " + before)
                        + ".\nMaybe give it a prefix with renamed(name).");
            }
        }
        if (metadata.containsKey(Checksum.KEY)) {
            throw new IllegalArgumentException("The metadata key '" + Checksum.KEY + "' is reserved for the checksum."
                    + "\nMaybe it was copied from another file; use SafetensorsFile.metadata().");
        }
    }

    private static Map<String, Long> offsets(List<StoredTensor> inFile) {
        Map<String, Long> offsets = new HashMap<>();
        long position = 0;
        for (StoredTensor tensor : inFile) {
            offsets.put(tensor.name(), position);
            position = Math.addExact(position, tensor.byteSize());
        }
        return offsets;
    }

    private static byte[] header(
            Collection<StoredTensor> tensors, Map<String, Long> offsets, Map<String, String> metadata) {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode strings = root.putObject(SafetensorsHeader.METADATA).put(Checksum.KEY, Checksum.PLACEHOLDER);
        new TreeMap<>(metadata).forEach(strings::put);
        for (StoredTensor tensor : tensors) {
            ObjectNode entry =
                    root.putObject(tensor.name()).put("dtype", tensor.type().name());
            ArrayNode shape = entry.putArray("shape");
            Arrays.stream(tensor.shape()).forEach(shape::add);
            long begin = offsets.getOrDefault(tensor.name(), 0L);
            entry.putArray("data_offsets").add(begin).add(begin + tensor.byteSize());
        }
        byte[] json = root.toString().getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(json, (json.length + 7) / 8 * 8);
        Arrays.fill(padded, json.length, padded.length, (byte) ' ');
        return padded;
    }

    private static void stream(FileChannel channel, byte[] header, List<StoredTensor> inFile) throws IOException {
        CRC32C crc = new CRC32C();
        crc.update(header);
        ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        AtomicFiles.writeFully(channel, length.putLong(0, header.length));
        AtomicFiles.writeFully(channel, ByteBuffer.wrap(header));
        for (StoredTensor tensor : inFile) {
            for (long offset = 0; offset < tensor.byteSize(); offset += PART) {
                ByteBuffer part = tensor.bytes(offset, (int) Math.min(PART, tensor.byteSize() - offset));
                crc.update(part.duplicate());
                AtomicFiles.writeFully(channel, part);
            }
        }
        channel.position(Checksum.POSITION);
        AtomicFiles.writeFully(channel, ByteBuffer.wrap(Checksum.digits(crc)));
    }
}
