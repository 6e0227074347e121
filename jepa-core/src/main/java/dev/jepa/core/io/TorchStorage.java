package dev.jepa.core.io;

import java.nio.ByteBuffer;

/**
 * A one-dimensional block of elements that tensors are views of.
 *
 * @param type of the elements
 * @param elements how many there are
 * @param source their bytes
 */
record TorchStorage(StoredType type, long elements, ByteSource source) {
    /** A part of it, as files of PyTorch before 0.4 have them. */
    TorchStorage view(long offset, long count) {
        long start = type.bytesOf(offset);
        return new TorchStorage(type, count, (from, length) -> source.slice(start + from, length));
    }

    /** The same bytes as elements of another type. */
    TorchStorage as(StoredType other) {
        return new TorchStorage(other, type.bytesOf(elements) * 8 / other.bits(), source);
    }

    ByteBuffer bytes(long firstElement, long count) {
        long size = type.bytesOf(count);
        if (size > Integer.MAX_VALUE) {
            throw new IllegalStateException("a tensor whose elements lie apart spans " + size
                    + " bytes of its storage, more than one buffer can.\nMaybe save tensor.contiguous() instead.");
        }
        return source.slice(type.bytesOf(firstElement), (int) size);
    }
}
