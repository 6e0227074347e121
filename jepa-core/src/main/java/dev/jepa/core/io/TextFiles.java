package dev.jepa.core.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jepa.core.errors.FileErrors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Reads texts and JSON in UTF-8: whatever is not what it should be is a {@link FileFormatException} that names the file.
 *
 * <p>A file that is not there or that the system does not hand out is an {@link java.io.UncheckedIOException}.
 */
public final class TextFiles {
    /** No text that this library writes comes near; a file of many GB given by mistake must not fill the memory. */
    private static final long MAX_BYTES = 100_000_000;

    private static final Set<FileKind> TEXTS = EnumSet.of(FileKind.JSON, FileKind.SHARD_INDEX, FileKind.EMPTY);

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private TextFiles() {}

    /**
     * The whole text of a file.
     *
     * @throws FileFormatException if it is not UTF-8, is larger than 100 MB, or is what stands in place of a file, such as a Git LFS pointer
     */
    public static String read(Path file) {
        try {
            long size = Files.size(file);
            if (size > MAX_BYTES) {
                throw FileFormatException.of(
                        file,
                        "it has " + size + " bytes, too many for a text (at most " + MAX_BYTES + ").",
                        "Maybe another file was meant.");
            }
            byte[] bytes = Files.readAllBytes(file);
            FileKind.requireOneOf(TEXTS, file);
            CharBuffer text = CharBuffer.allocate(bytes.length);
            int valid = decode(bytes, text);
            if (valid < bytes.length) {
                throw FileFormatException.of(
                        file,
                        "it is not text in UTF-8 (the byte 0x%02x at offset %d).".formatted(bytes[valid], valid),
                        "Maybe it is damaged, or was saved in another encoding.");
            }
            return text.flip().toString();
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
    }

    /**
     * The object that a JSON file holds.
     *
     * @param advice what to do if it does not: one sentence beginning with "Maybe"
     * @throws FileFormatException if the file holds anything but one JSON object without repeated keys
     */
    public static ObjectNode readObject(Path file, String advice) {
        try {
            JsonNode json = STRICT.readTree(read(file));
            if (json instanceof ObjectNode object) {
                return object;
            }
            throw FileFormatException.of(
                    file, json.isMissingNode() ? "it is empty." : "it is not a JSON object.", advice);
        } catch (JsonProcessingException e) {
            throw FileFormatException.of(file, "it is not valid JSON" + fault(e) + ".", advice);
        }
    }

    /** Where and why a text is not JSON, in brackets. */
    private static String fault(JsonProcessingException e) {
        String reason = e.getOriginalMessage().lines().findFirst().orElse("");
        return e.getLocation() == null
                ? " (" + reason + ")"
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ": " + reason + ")";
    }

    /** The text that bytes in UTF-8 are; empty if they are not. */
    public static Optional<String> decode(byte[] bytes) {
        CharBuffer text = CharBuffer.allocate(bytes.length);
        return decode(bytes, text) == bytes.length ? Optional.of(text.flip().toString()) : Optional.empty();
    }

    /** How many bytes are valid UTF-8: all, or those before the first that is not. */
    private static int decode(byte[] bytes, CharBuffer into) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CoderResult result = decoder.decode(in, into, true);
        return result.isError() ? in.position() : bytes.length;
    }
}
