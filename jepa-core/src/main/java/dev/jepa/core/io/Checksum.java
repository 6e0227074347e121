package dev.jepa.core.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The CRC-32C of a safetensors file, over header (with eight zeros in the checksum's place) and data.
 *
 * <p>It is the first metadata entry, at a fixed place, so that one pass can write it and other readers ignore it.
 */
final class Checksum {
    static final String KEY = "jepa.crc32c";
    static final String PLACEHOLDER = "00000000";

    /** What a header with a checksum begins with. */
    private static final byte[] PREFIX =
            ("{\"" + SafetensorsHeader.METADATA + "\":{\"" + KEY + "\":\"").getBytes(StandardCharsets.US_ASCII);

    /** Where the eight digits stand in the file. */
    static final int POSITION = Long.BYTES + PREFIX.length;

    private static final int BUFFER = 1 << 20;

    private Checksum() {}

    static byte[] digits(CRC32C crc) {
        return String.format("%08x", crc.getValue()).getBytes(StandardCharsets.US_ASCII);
    }

    static boolean verify(Path file, MappedBytes bytes, int headerSize) throws IOException {
        if (headerSize < PREFIX.length + PLACEHOLDER.length()) {
            return false;
        }
        ByteBuffer header = ByteBuffer.allocate(headerSize);
        bytes.read(header, Long.BYTES);
        byte[] json = header.array();
        if (!startsWith(json, PREFIX)) {
            return false;
        }
        String stored = new String(json, PREFIX.length, PLACEHOLDER.length(), StandardCharsets.ISO_8859_1);
        String actual = computed(bytes, json);
        if (!stored.equals(actual)) {
            throw FileFormatException.of(
                    file,
                    "its checksum is " + actual + " but should be " + stored + ".",
                    "Maybe the file is damaged; take an older one or copy it again.");
        }
        return true;
    }

    private static String computed(MappedBytes bytes, byte[] json) throws IOException {
        CRC32C crc = new CRC32C();
        crc.update(json, 0, PREFIX.length);
        crc.update(PLACEHOLDER.getBytes(StandardCharsets.US_ASCII));
        int rest = PREFIX.length + PLACEHOLDER.length();
        crc.update(json, rest, json.length - rest);
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        for (long offset = Long.BYTES + (long) json.length; offset < bytes.size(); offset += BUFFER) {
            buffer.clear().limit((int) Math.min(BUFFER, bytes.size() - offset));
            bytes.read(buffer, offset);
            crc.update(buffer.flip());
        }
        return new String(digits(crc), StandardCharsets.US_ASCII);
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return Arrays.mismatch(bytes, 0, prefix.length, prefix, 0, prefix.length) < 0;
    }
}
