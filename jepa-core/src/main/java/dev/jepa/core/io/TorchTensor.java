package dev.jepa.core.io;

import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A tensor of a PyTorch file: a view of a storage with sizes and strides, counted in elements. */
final class TorchTensor {
    /** An expanded tensor (stride 0) may have more elements than its storage, up to this many. */
    private static final long MAX_EXPANDED = 1L << 22;

    private final TorchStorage storage;
    private final long offset;
    private final long[] sizes;
    private final long[] strides;
    private final long elements;
    private SoftReference<ByteBuffer> gathered = new SoftReference<>(null);

    private TorchTensor(TorchStorage storage, long offset, long[] sizes, long[] strides, long elements) {
        this.storage = storage;
        this.offset = offset;
        this.sizes = sizes;
        this.strides = strides;
        this.elements = elements;
    }

    /** {@code _rebuild_tensor(storage, offset, sizes, strides)}; version 2 adds what only matters for training. */
    static TorchTensor rebuild(PickleArguments arguments) {
        return checked(arguments, arguments.get(0, TorchStorage.class));
    }

    /** {@code _rebuild_tensor_v3}: as before, with the element type as the seventh argument. */
    static TorchTensor rebuildTyped(PickleArguments arguments) {
        TorchStorage untyped = arguments.get(0, TorchStorage.class);
        return checked(arguments, untyped.as(arguments.get(6, StoredType.class)));
    }

    private static TorchTensor checked(PickleArguments arguments, TorchStorage storage) {
        long offset = arguments.number(1);
        long[] sizes = arguments.numbers(2);
        long[] strides = arguments.numbers(3);
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
            return new TorchTensor(storage, offset, sizes, strides, elements);
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
        } else if (isContiguous()) {
            long start = type.bytesOf(offset);
            return new StoredTensor(
                    name, type, sizes, (from, length) -> storage.source().slice(start + from, length));
        }
        return new StoredTensor(name, type, sizes, (from, length) -> gather().slice((int) from, length));
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

    /** The elements in row-major order, kept while memory allows. */
    private synchronized ByteBuffer gather() {
        ByteBuffer kept = gathered.get();
        if (kept != null) {
            return kept;
        }
        int width = storage.type().bits() / 8;
        ByteBuffer from = storage.bytes(offset, last(0, sizes, strides) + 1);
        ByteBuffer to = ByteBuffer.allocate(Math.toIntExact(elements * width));
        copy(from, to, 0, 0, width);
        to.flip().order(ByteOrder.LITTLE_ENDIAN);
        gathered = new SoftReference<>(to);
        return to;
    }

    private void copy(ByteBuffer from, ByteBuffer to, int axis, long position, int width) {
        if (axis == sizes.length) {
            int start = (int) position * width;
            for (int i = 0; i < width; i++) {
                to.put(from.get(start + i));
            }
            return;
        }
        for (long i = 0; i < sizes[axis]; i++) {
            copy(from, to, axis + 1, position + i * strides[axis], width);
        }
    }
}
