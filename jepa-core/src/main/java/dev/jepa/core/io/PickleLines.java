package dev.jepa.core.io;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads what pickles hold as lines of text: names in all protocols, and every value in the oldest. */
final class PickleLines {
    /** Of a name or a number. */
    private static final int SHORT = 1000;

    private final ByteBuffer in;
    private final Function<String, FileFormatException> damaged;

    PickleLines(ByteBuffer in, Function<String, FileFormatException> damaged) {
        this.in = in;
        this.damaged = damaged;
    }

    String name() {
        return new String(bytes(SHORT), StandardCharsets.UTF_8);
    }

    Object integer() {
        return parsed(PickleText::integer);
    }

    Object floating() {
        return parsed(PickleText::floating);
    }

    long memo() {
        return parsed(Long::parseLong);
    }

    /** The parts of a storage's id. */
    List<Object> storageId() {
        return parsed(TorchContainer::storageId);
    }

    String quoted() {
        String line = new String(bytes(Integer.MAX_VALUE), StandardCharsets.ISO_8859_1);
        return understood(() -> PickleText.quoted(line), line);
    }

    String unicode() {
        byte[] line = bytes(Integer.MAX_VALUE);
        return understood(() -> PickleText.unicode(line), new String(line, StandardCharsets.ISO_8859_1));
    }

    private <T> T parsed(Function<String, T> form) {
        String line = name();
        return understood(() -> form.apply(line), line);
    }

    /** {@link NumberFormatException} is one of the exceptions that this stands for. */
    private <T> T understood(Supplier<T> parser, String line) {
        try {
            return parser.get();
        } catch (IllegalArgumentException e) {
            throw damaged.apply("its pickle has the line '" + line.substring(0, Math.min(SHORT, line.length()))
                    + "', which cannot be read.");
        }
    }

    private byte[] bytes(int limit) {
        int start = in.position();
        while (in.get() != '\n') {
            if (in.position() - start > limit) {
                throw damaged.apply("its pickle has a line of more than " + limit + " bytes.");
            }
        }
        byte[] bytes = new byte[in.position() - start - 1];
        in.get(start, bytes);
        return bytes;
    }
}
