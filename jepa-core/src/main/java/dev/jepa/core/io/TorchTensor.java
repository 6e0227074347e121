package dev.jepa.core.io;

import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A tensor of a PyTorch file: a view of a storage with sizes and strides, counted in elements. */
final class TorchTensor {
    /** An expanded tensor (stride 0) may have more elements than its storage, up to this many: 1 GiB as float32. */
    private static final long MAX_EXPANDED = 1L << 28;

    private final TorchStorage storage;
    private final long offset;
    private final long[] sizes;
    private final long[] strides;
    private final TorchSigns signs;
    private final long elements;
    private SoftReference<ByteBuffer> spanned = new SoftReference<>(null);

    private TorchTensor(
            TorchStorage storage, long offset, long[] sizes, long[] strides, TorchSigns signs, long elements) {
        this.storage = storage;
        this.offset = offset;
        this.sizes = sizes;
        this.strides = strides;
        this.signs = signs;
        this.elements = elements;
    }

    /**
     * {@code _rebuild_tensor(storage, offset, sizes, strides)}; version 2 adds what only matters for training, and metadata. A tensor of
     * a storage that stays closed stays closed too.
     */
    static Object rebuild(PickleArguments arguments) {
        if (arguments.get(0, Object.class) instanceof PickleObject closed) {
            return closed;
        }
        return checked(arguments, arguments.get(0, TorchStorage.class), 6);
    }

    /** {@code _rebuild_tensor_v3}: as before, with the element type as the seventh argument. */
    static Object rebuildTyped(PickleArguments arguments) {
        if (arguments.get(0, Object.class) instanceof PickleObject closed) {
            return closed;
        } else if (arguments.get(6, Object.class) instanceof PickleValue.Global type) {
            return new PickleObject("a tensor of " + type.name(), PickleTuple.EMPTY);
        }
        TorchStorage untyped = arguments.get(0, TorchStorage.class);
        return checked(arguments, untyped.as(arguments.get(6, StoredType.class)), 7);
    }

    private static TorchTensor checked(PickleArguments arguments, TorchStorage storage, int metadata) {
        long offset = arguments.number(1);
        long[] sizes = arguments.numbers(2);
        long[] strides = arguments.numbers(3);
        TorchSigns signs = TorchSigns.of(arguments, metadata, storage.type());
        try {
            long elements = StoredTensor.elementsOf(sizes);
            storage.type().bytesOf(elements);
            long last = last(offset, sizes, strides);
            if (elements > 0 && (offset < 0 || last >= storage.elements())) {
                throw arguments.invalid(
                        "the tensor ends at element " + last + " of a storage of " + storage.elements());
            } else if (elements > Math.max(MAX_EXPANDED, storage.elements())) {
                throw arguments.invalid("it expands " + storage.elements() + " elements to " + elements);
            }
            return new TorchTensor(storage, offset, sizes, strides, signs, elements);
        } catch (ArithmeticException e) {
            throw arguments.invalid("the sizes are impossible");
        } catch (IllegalArgumentException e) {
            throw arguments.invalid("a size or stride is negative, or one is missing");
        }
    }

    private static long last(long offset, long[] sizes, long[] strides) {
        if (sizes.length != strides.length) {
            throw new IllegalArgumentException("strides");
        }
        long last = offset;
        for (int i = 0; i < sizes.length; i++) {
            if (strides[i] < 0) {
                throw new IllegalArgumentException("stride");
            }
            last = Math.addExact(last, Math.multiplyExact(Math.max(0, sizes[i] - 1), strides[i]));
        }
        return last;
    }

    StoredTensor named(String name) {
        StoredType type = storage.type();
        if (elements == 0) {
            return new StoredTensor(name, type, sizes, (from, length) -> ByteBuffer.allocate(0));
        } else if (isContiguous() && signs.isPlain()) {
            long start = type.bytesOf(offset);
            return new StoredTensor(
                    name, type, sizes, (from, length) -> storage.source().slice(start + from, length));
        }
        return new StoredTensor(name, type, sizes, this::bytes);
    }

    private boolean isContiguous() {
        long expected = 1;
        for (int i = sizes.length - 1; i >= 0; i--) {
            if (sizes[i] != 1 && strides[i] != expected) {
                return false;
            }
            expected *= sizes[i];
        }
        return true;
    }

    /** A part of the elements in row-major order; never more of an expanded tensor than is asked for. */
    private ByteBuffer bytes(long from, int length) {
        int width = storage.type().bits() / 8;
        long first = from / width;
        int count = Math.toIntExact((from + length + width - 1) / width - first);
        ByteBuffer part = isContiguous() ? storage.bytes(offset + first, count) : gathered(first, count, width);
        ByteBuffer signed = signs.isPlain() ? part : signs.applied(part, storage.type());
        return signed.slice((int) (from - first * width), length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private ByteBuffer gathered(long first, int count, int width) {
        ByteBuffer span = span();
        byte[] into = new byte[Math.multiplyExact(count, width)];
        long[] index = indexOf(first);
        for (int i = 0; i < count; i++) {
            long position = 0;
            for (int axis = 0; axis < index.length; axis++) {
                position += index[axis] * strides[axis];
            }
            span.get((int) position * width, into, i * width, width);
            advance(index);
        }
        return ByteBuffer.wrap(into);
    }

    private long[] indexOf(long element) {
        long[] index = new long[sizes.length];
        long rest = element;
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            index[axis] = rest % sizes[axis];
            rest /= sizes[axis];
        }
        return index;
    }

    private void advance(long[] index) {
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            if (++index[axis] < sizes[axis]) {
                return;
            }
            index[axis] = 0;
        }
    }

    /** The part of the storage that the tensor lies in, kept while memory allows: many parts are gathered from it. */
    private synchronized ByteBuffer span() {
        ByteBuffer span = spanned.get();
        if (span == null) {
            span = storage.bytes(offset, last(0, sizes, strides) + 1);
            spanned = new SoftReference<>(span);
        }
        return span;
    }
}
