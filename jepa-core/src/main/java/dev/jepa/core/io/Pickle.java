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
 * Reads Python pickles of all protocols as data and executes nothing: names that {@link PickleGlobals} does not know make objects that
 * stay closed; names that run code, and opcodes that no file needs, are refused by name.
 */
final class Pickle {
    private static final int MAX_LONG_BYTES = 255;

    private final Path file;
    private final ByteBuffer in;
    private final PickleLines lines;
    private final Function<List<?>, Object> persistent;
    private PickleStack stack;

    /**
     * @param persistent resolves the tuple of a persistent id, as PyTorch stores its storages
     */
    Pickle(Path file, ByteBuffer in, Function<List<?>, Object> persistent) {
        this.file = file;
        this.in = in.order(ByteOrder.LITTLE_ENDIAN);
        this.lines = new PickleLines(in, this::damaged);
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
            case PUT -> stack.remember(lines.memo(), stack.top());
            case LONG_BINPUT -> stack.remember(in.getInt() & 0xffffffffL, stack.top());
            case MEMOIZE -> stack.remember(stack.top());
            case GET -> stack.push(stack.recall(lines.memo()));
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
            case INT, LONG -> lines.integer();
            case FLOAT -> lines.floating();
            case STRING -> lines.quoted();
            case UNICODE -> lines.unicode();
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
            case BINBYTES8, BYTEARRAY8 -> bytes(in.getLong());
            case EMPTY_LIST, EMPTY_SET -> new ArrayList<>();
            case EMPTY_TUPLE -> PickleTuple.EMPTY;
            case LIST -> stack.popMark();
            case TUPLE, FROZENSET -> new PickleTuple(stack.popMark());
            case TUPLE1 -> new PickleTuple(stack.pop(1));
            case TUPLE2 -> new PickleTuple(stack.pop(2));
            case TUPLE3 -> new PickleTuple(stack.pop(3));
            case EMPTY_DICT -> new LinkedHashMap<>();
            case DICT -> putAll(new LinkedHashMap<>(), stack.popMark());
            case GLOBAL -> global(lines.name(), lines.name());
            case STACK_GLOBAL -> stackGlobal();
            case REDUCE, NEWOBJ -> call();
            case NEWOBJ_EX -> callWithoutNames();
            case INST -> call(global(lines.name(), lines.name()), stack.popMark());
            case OBJ -> callFirst(stack.popMark());
            case PERSID -> persistent.apply(lines.storageId());
            case BINPERSID -> persistent.apply(stack.pop(List.class, "a persistent id"));
            default -> throw refused(file, "uses the pickle opcode " + opcode);
        };
    }

    @SuppressWarnings("unchecked")
    private void append(List<Object> elements) {
        if (stack.top() instanceof PickleObject object) {
            object.elements().addAll(elements);
        } else {
            ((List<Object>) stack.top(ArrayList.class, "a list")).addAll(elements);
        }
    }

    @SuppressWarnings("unchecked")
    private void setItems(List<Object> keysAndValues) {
        putAll(
                stack.top() instanceof PickleObject object
                        ? object.items()
                        : (Map<Object, Object>) stack.top(Map.class, "a dict"),
                keysAndValues);
    }

    private Map<Object, Object> putAll(Map<Object, Object> dict, List<Object> keysAndValues) {
        if (keysAndValues.size() % 2 != 0) {
            throw damaged("its pickle sets a key of a dict to nothing.");
        }
        for (int i = 0; i < keysAndValues.size(); i += 2) {
            Object key = keysAndValues.get(i);
            Object comparable = PickleValue.key(key)
                    .orElseThrow(
                            () -> damaged("its pickle gives " + PickleValue.describe(key) + " as a key of a dict."));
            dict.put(comparable, keysAndValues.get(i + 1));
        }
        return dict;
    }

    private Object stackGlobal() {
        String name = stack.pop(String.class, "a name");
        return global(stack.pop(String.class, "a module"), name);
    }

    private Object global(String module, String name) {
        return PickleGlobals.find(module, name).orElseThrow(() -> refused(file, "asks for " + module + "." + name));
    }

    private Object call() {
        List<?> arguments = stack.pop(List.class, "the arguments of a call");
        return call(stack.pop(), arguments);
    }

    private Object callWithoutNames() {
        stack.pop(Map.class, "the named arguments of a call");
        return call();
    }

    private Object callFirst(List<Object> functionAndArguments) {
        if (functionAndArguments.isEmpty()) {
            throw damaged("its pickle calls nothing.");
        }
        return call(functionAndArguments.get(0), functionAndArguments.subList(1, functionAndArguments.size()));
    }

    private Object call(Object function, List<?> arguments) {
        if (function instanceof PickleObject closed) {
            return new PickleObject(closed.name(), arguments);
        } else if (!(function instanceof Global global)) {
            throw damaged("its pickle gives " + PickleValue.describe(function) + " as a function.");
        } else {
            return global.function().call(new PickleArguments(global.name(), arguments, this::damaged));
        }
    }

    /** Attributes, as PyTorch's {@code _metadata} of module versions, are no entries of a dict and are left out. */
    private void build() {
        stack.pop();
        if (!(stack.top() instanceof PickleObject) && !(stack.top() instanceof TorchTensor)) {
            stack.top(Map.class, "an object with attributes");
        }
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
        return PickleText.number(new BigInteger(bigEndian));
    }

    /** What to throw for a file that only code could read. */
    static FileFormatException refused(Path file, String what) {
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
