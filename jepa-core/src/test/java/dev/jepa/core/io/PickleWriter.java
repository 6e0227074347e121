package dev.jepa.core.io;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes pickles of protocol 2 opcode by opcode, also ones that no Python would. */
final class PickleWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    PickleWriter() {
        bytes(0x80, 2);
    }

    PickleWriter bytes(int... values) {
        for (int value : values) {
            out.write(value);
        }
        return this;
    }

    PickleWriter op(char opcode) {
        return bytes(opcode);
    }

    PickleWriter text(String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        op('X').int32(content.length);
        out.writeBytes(content);
        return this;
    }

    PickleWriter number(int value) {
        return op('J').int32(value);
    }

    PickleWriter number(long value) {
        bytes(0x8a, 8);
        out.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array());
        return this;
    }

    PickleWriter int32(int value) {
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
        return this;
    }

    PickleWriter global(String module, String name) {
        out.writeBytes(("c" + module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    PickleWriter numbers(long... values) {
        op('(');
        for (long value : values) {
            number(value);
        }
        return op('t');
    }

    /** A tensor over a storage: {@code _rebuild_tensor_v2((storage), offset, sizes, strides, False, OrderedDict())}. */
    PickleWriter tensor(String storageType, String key, long elements, long offset, long[] sizes, long[] strides) {
        global("torch._utils", "_rebuild_tensor_v2").op('(').op('(');
        text("storage")
                .global("torch", storageType)
                .text(key)
                .text("cpu")
                .number(elements)
                .op('t')
                .op('Q');
        number(offset).numbers(sizes).numbers(strides).bytes(0x89);
        return global("collections", "OrderedDict").op(')').op('R').op('t').op('R');
    }

    byte[] end() {
        op('.');
        return out.toByteArray();
    }
}
