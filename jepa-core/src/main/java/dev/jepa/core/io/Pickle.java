package dev.jepa.core.io;

import dev.jepa.core.io.PickleValue.Global;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads Python pickles as data and executes nothing: names outside {@link PickleGlobals}, and opcodes that a state dict
 * does not need, are refused by name.
 */
final class Pickle {
    private static final int MAX_LONG_BYTES = 255;

    private final Path file;
    private final ByteBuffer in;
    private final Function<List<?>, Object> persistent;
    private PickleStack stack;

    /**
     * @param persistent resolves the tuple of a persistent id, as PyTorch stores its storages
     */
    Pickle(Path file, ByteBuffer in, Function<List<?>, Object> persistent) {
        this.file = file;
        this.in = in.order(ByteOrder.LITTLE_ENDIAN);
        this.persistent = persistent;
        this.stack = new PickleStack(this::damaged);
    }

    /** The value of the pickle at the buffer's position, which then stands behind it. */
    Object load() {
        stack = new PickleStack(this::damaged);
        try {
            for (PickleOpcode opcode = next(); opcode != PickleOpcode.STOP; opcode = next()) {
                apply(opcode);
            }
            return stack.pop();
        } catch (BufferUnderflowException e) {
            throw damaged("it ends in the middle of its pickle.");
        }
    }

    private PickleOpcode next() {
        int position = in.position();
        byte code = in.get();
        return PickleOpcode.of(code)
                .orElseThrow(() -> damaged(
                        "its pickle has the byte " + (code & 0xff) + " at " + position + ", which is no opcode."));
    }

    private void apply(PickleOpcode opcode) {
        switch (opcode) {
            case PROTO -> in.get();
            case FRAME -> in.getLong();
            case MARK -> stack.mark();
            case POP -> stack.pop();
            case POP_MARK -> stack.popMark();
            case DUP -> stack.push(stack.top());
            case BINPUT -> stack.remember(in.get() & 0xff, stack.top());
            case LONG_BINPUT -> stack.remember(in.getInt() & 0xffffffffL, stack.top());
            case MEMOIZE -> stack.remember(stack.top());
            case BINGET -> stack.push(stack.recall(in.get() & 0xff));
            case LONG_BINGET -> stack.push(stack.recall(in.getInt() & 0xffffffffL));
            case APPEND -> append(stack.pop(1));
            case APPENDS, ADDITEMS -> append(stack.popMark());
            case SETITEM -> setItems(stack.pop(2));
            case SETITEMS -> setItems(stack.popMark());
            case BUILD -> build();
            default -> stack.push(value(opcode));
        }
    }

    /** The value that an opcode pushes. */
    private Object value(PickleOpcode opcode) {
        return switch (opcode) {
            case NONE -> PickleValue.NONE;
            case NEWTRUE -> true;
            case NEWFALSE -> false;
            case BININT -> (long) in.getInt();
            case BININT1 -> (long) (in.get() & 0xff);
            case BININT2 -> (long) (in.getShort() & 0xffff);
            case LONG1 -> integer(bytes(in.get() & 0xff));
            case LONG4 -> integer(bytes(in.getInt()));
            case BINFLOAT -> Double.longBitsToDouble(Long.reverseBytes(in.getLong()));
            case SHORT_BINUNICODE -> text(in.get() & 0xff);
            case BINUNICODE -> text(in.getInt() & 0xffffffffL);
            case BINUNICODE8 -> text(in.getLong());
            case SHORT_BINSTRING -> text(in.get() & 0xff);
            case BINSTRING -> text(in.getInt());
            case SHORT_BINBYTES -> bytes(in.get() & 0xff);
            case BINBYTES -> bytes(in.getInt() & 0xffffffffL);
            case BINBYTES8 -> bytes(in.getLong());
            case EMPTY_LIST, EMPTY_SET, EMPTY_TUPLE -> new ArrayList<>();
            case LIST, TUPLE -> stack.popMark();
            case TUPLE1 -> stack.pop(1);
            case TUPLE2 -> stack.pop(2);
            case TUPLE3 -> stack.pop(3);
            case EMPTY_DICT -> new LinkedHashMap<>();
            case DICT -> putAll(new LinkedHashMap<>(), stack.popMark());
            case GLOBAL -> global(line(), line());
            case STACK_GLOBAL -> stackGlobal();
            case REDUCE, NEWOBJ -> call();
            case BINPERSID -> persistent.apply(stack.pop(List.class, "a persistent id"));
            default -> throw refused("uses the pickle opcode " + opcode);
        };
    }

    @SuppressWarnings("unchecked")
    private void append(List<Object> elements) {
        ((List<Object>) stack.top(List.class, "a list")).addAll(elements);
    }

    @SuppressWarnings("unchecked")
    private void setItems(List<Object> keysAndValues) {
        putAll((Map<Object, Object>) stack.top(Map.class, "a dict"), keysAndValues);
    }

    private Map<Object, Object> putAll(Map<Object, Object> dict, List<Object> keysAndValues) {
        if (keysAndValues.size() % 2 != 0) {
            throw damaged("its pickle sets a key of a dict to nothing.");
        }
        for (int i = 0; i < keysAndValues.size(); i += 2) {
            Object key = keysAndValues.get(i);
            if (!isKey(key)) {
                throw damaged("its pickle gives " + PickleValue.describe(key) + " as a key of a dict.");
            }
            dict.put(key, keysAndValues.get(i + 1));
        }
        return dict;
    }

    /** Only plain values are keys: a list that holds itself has no hash code. */
    static boolean isKey(Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean;
    }

    private Object stackGlobal() {
        String name = stack.pop(String.class, "a name");
        return global(stack.pop(String.class, "a module"), name);
    }

    private Object global(String module, String name) {
        return PickleGlobals.find(module, name).orElseThrow(() -> refused("asks for " + module + "." + name));
    }

    private Object call() {
        List<?> arguments = stack.pop(List.class, "the arguments of a call");
        Global global = stack.pop(Global.class, "a function");
        return global.function().call(new PickleArguments(global.name(), arguments, this::damaged));
    }

    /** Attributes set on a dict, as PyTorch's {@code _metadata} of module versions, are no entries and are left out. */
    private void build() {
        stack.pop();
        stack.top(Map.class, "an object with attributes");
    }

    private String line() {
        int start = in.position();
        while (in.get() != '\n') {
            if (in.position() - start > 1000) {
                throw damaged("its pickle has a name of more than 1000 bytes.");
            }
        }
        byte[] bytes = new byte[in.position() - start - 1];
        in.get(start, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private String text(long length) {
        return new String(bytes(length), StandardCharsets.UTF_8);
    }

    private byte[] bytes(long length) {
        if (length < 0 || length > in.remaining()) {
            throw damaged("its pickle has a value of " + Long.toUnsignedString(length) + " bytes but only "
                    + in.remaining() + " are left.");
        }
        byte[] bytes = new byte[(int) length];
        in.get(bytes);
        return bytes;
    }

    private Object integer(byte[] littleEndian) {
        if (littleEndian.length == 0) {
            return 0L;
        } else if (littleEndian.length > MAX_LONG_BYTES) {
            throw damaged("its pickle has an integer of " + littleEndian.length + " bytes.");
        }
        byte[] bigEndian = new byte[littleEndian.length];
        for (int i = 0; i < bigEndian.length; i++) {
            bigEndian[i] = littleEndian[littleEndian.length - 1 - i];
        }
        BigInteger value = new BigInteger(bigEndian);
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    private FileFormatException refused(String what) {
        return FileFormatException.of(
                file,
                "it " + what + ", which is not allowed in a state dict; nothing was executed.",
                "Maybe it is malicious, or holds a whole model: write it with torch.save(model.state_dict(), file).");
    }

    private FileFormatException damaged(String what) {
        return FileFormatException.of(file, what, "Maybe the file is damaged or was cut short; copy it again.");
    }

    /** For values that are no storages: a pickle that has none. */
    static Function<List<?>, Object> noPersistentIds(Path file) {
        return id -> {
            throw FileFormatException.of(
                    file, "it has a tensor where none belongs.", "Maybe the file is damaged; copy it again.");
        };
    }
}
