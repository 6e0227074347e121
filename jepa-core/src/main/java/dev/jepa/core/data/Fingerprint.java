package dev.jepa.core.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of a sequence of values. */
public final class Fingerprint {
    private static final int END = 4096;

    private final MessageDigest digest = sha256();

    /** Of a file's length and end: packed pixels and checksums stand there, so that other pixels end otherwise. */
    static String ofEnd(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long length = channel.size();
            ByteBuffer end = ByteBuffer.allocate((int) Math.min(length, END));
            channel.position(length - end.capacity());
            int read;
            do {
                read = channel.read(end);
            } while (read > 0);
            return new Fingerprint().add(length).add(end.flip()).hex();
        } catch (IOException e) {
            throw new DataException("%s cannot be read: %s.".formatted(file, e.getMessage()), e);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Adds a text. */
    public Fingerprint add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        digest.update(bytes);
        return this;
    }

    /** Adds a number. */
    public Fingerprint add(long value) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, value));
        return this;
    }

    Fingerprint add(ByteBuffer bytes) {
        digest.update(bytes);
        return this;
    }

    /** The hash of what was added, hexadecimal; afterwards nothing is left of it. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
