package dev.jepa.core.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads event files independently of the writer: from the record and protocol-buffer specifications, with a bitwise
 * CRC-32C.
 */
final class EventFileReader {
    private EventFileReader() {}

    /** The events of a file; a wrong checksum or length is an error. */
    static List<Message> read(Path file) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<Message> events = new ArrayList<>();
        while (in.hasRemaining()) {
            byte[] length = new byte[8];
            in.get(length);
            check(length, in.getInt());
            byte[] event = new byte
                    [(int) ByteBuffer.wrap(length)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getLong()];
            in.get(event);
            check(event, in.getInt());
            events.add(Message.parse(event));
        }
        return events;
    }

    private static void check(byte[] content, int masked) {
        int crc = Integer.rotateLeft(masked - 0xa282ead8, 15);
        if (crc != crc32c(content)) {
            throw new IllegalStateException("wrong checksum");
        }
    }

    /** Castagnoli's polynomial, reflected, bit by bit. */
    static int crc32c(byte[] content) {
        int crc = -1;
        for (byte value : content) {
            crc ^= value & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc >>> 1) ^ ((crc & 1) == 0 ? 0 : 0x82f63b78);
            }
        }
        return ~crc;
    }

    /** A protocol buffer: field numbers to their values, as Long, Double, Float or byte[] by wire type. */
    record Message(Map<Integer, List<Object>> fields) {
        static Message parse(byte[] bytes) {
            ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            Map<Integer, List<Object>> fields = new LinkedHashMap<>();
            while (in.hasRemaining()) {
                long tag = varint(in);
                Object value =
                        switch ((int) (tag & 7)) {
                            case 0 -> varint(in);
                            case 1 -> in.getDouble();
                            case 5 -> in.getFloat();
                            case 2 -> {
                                byte[] content = new byte[(int) varint(in)];
                                in.get(content);
                                yield content;
                            }
                            default -> throw new IllegalStateException("wire type of tag " + tag);
                        };
                fields.computeIfAbsent((int) (tag >>> 3), key -> new ArrayList<>())
                        .add(value);
            }
            return new Message(fields);
        }

        private static long varint(ByteBuffer in) {
            long value = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = in.get();
                value |= (long) (next & 0x7f) << shift;
                if (next >= 0) {
                    return value;
                }
            }
        }

        Object get(int field) {
            return fields.get(field).get(0);
        }

        String text(int field) {
            return new String((byte[]) get(field), StandardCharsets.UTF_8);
        }

        List<Message> messages(int field) {
            return fields.get(field).stream()
                    .map(content -> parse((byte[]) content))
                    .toList();
        }
    }
}
