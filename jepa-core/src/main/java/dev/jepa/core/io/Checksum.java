package dev.jepa.core.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

    /** A header that differs from that in so few bytes had a checksum; those of other writers differ in all of its name. */
    private static final int MAX_DAMAGE = 3;

    private static final String ADVICE = "Maybe the file is damaged; take an older one or copy it again.";
    private static final int BUFFER = 1 << 20;

    private Checksum() {}

    static byte[] digits(CRC32C crc) {
        return String.format("%08x", crc.getValue()).getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Reads the data and compares the checksum.
     *
     * @return false if the file carries none
     * @throws FileFormatException if they differ, or the place of the checksum is damaged
     */
    static boolean compare(Path file, MappedBytes bytes, byte[] json) throws IOException {
        if (json.length < PREFIX.length + PLACEHOLDER.length()) {
            return false;
        }
        int different = differences(json);
        if (different > MAX_DAMAGE) {
            return false;
        } else if (different > 0) {
            throw FileFormatException.of(file, "the name of its checksum is damaged.", ADVICE);
        }
        String stored = new String(json, PREFIX.length, PLACEHOLDER.length(), StandardCharsets.ISO_8859_1);
        String actual = computed(bytes, json);
        if (!stored.equals(actual)) {
            throw FileFormatException.of(file, "its checksum is " + actual + " but should be " + stored + ".", ADVICE);
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

    /** Bytes of the beginning that are not those of a header with a checksum. */
    private static int differences(byte[] json) {
        int different = 0;
        for (int i = 0; i < PREFIX.length; i++) {
            different += json[i] == PREFIX[i] ? 0 : 1;
        }
        return different;
    }
}
