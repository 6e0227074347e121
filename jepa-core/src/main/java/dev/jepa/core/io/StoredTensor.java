package dev.jepa.core.io;

import dev.jepa.core.errors.Printable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A named tensor as a file holds it: element type, shape and row-major little-endian bytes, read when asked for.
 *
 * <p>Immutable. One that came from a file can be read only while that file is open.
 */
public final class StoredTensor {
    private final String name;
    private final StoredType type;
    private final long[] shape;
    private final long elements;
    private final long byteSize;
    private final ByteSource source;

    StoredTensor(String name, StoredType type, long[] shape, ByteSource source) {
        this.name = name;
        this.type = type;
        this.shape = shape.clone();
        this.elements = elementsOf(shape);
        this.byteSize = type.bytesOf(elements);
        this.source = source;
    }

    /**
     * A tensor over the remaining bytes of a buffer, which must be little-endian, row-major, and not change.
     *
     * @throws IllegalArgumentException if their number is not the one that type and shape need
     */
    public static StoredTensor of(String name, StoredType type, ByteBuffer bytes, long... shape) {
        ByteBuffer content = bytes.slice();
        StoredTensor tensor =
                new StoredTensor(name, type, shape, (offset, length) -> content.slice((int) offset, length)
                        .order(ByteOrder.LITTLE_ENDIAN));
        if (content.capacity() != tensor.byteSize) {
            throw new IllegalArgumentException(tensor + " needs " + tensor.byteSize + " bytes but was given "
                    + content.capacity() + ".\nMaybe the shape belongs to another tensor.");
        }
        return tensor;
    }

    /** A float32 tensor; the array is copied. */
    public static StoredTensor of(String name, float[] values, long... shape) {
        ByteBuffer bytes = allocate(values.length, Float.BYTES);
        bytes.asFloatBuffer().put(values);
        return of(name, StoredType.F32, bytes, shape);
    }

    /** A float64 tensor; the array is copied. */
    public static StoredTensor of(String name, double[] values, long... shape) {
        ByteBuffer bytes = allocate(values.length, Double.BYTES);
        bytes.asDoubleBuffer().put(values);
        return of(name, StoredType.F64, bytes, shape);
    }

    /** An int64 tensor; the array is copied. */
    public static StoredTensor of(String name, long[] values, long... shape) {
        ByteBuffer bytes = allocate(values.length, Long.BYTES);
        bytes.asLongBuffer().put(values);
        return of(name, StoredType.I64, bytes, shape);
    }

    private static ByteBuffer allocate(int elements, int size) {
        return ByteBuffer.allocate(Math.multiplyExact(elements, size)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The product of the sizes, 1 for a scalar. */
    static long elementsOf(long[] shape) {
        long product = 1;
        for (long size : shape) {
            if (size < 0) {
                throw new IllegalArgumentException("a size must be >= 0 but the shape is " + Arrays.toString(shape));
            }
            product = size == 0 || product == 0 ? 0 : Math.multiplyExact(product, size);
        }
        return product;
    }

    /** The name in the file, for example {@code blocks.0.attn.qkv.weight}. */
    public String name() {
        return name;
    }

    /** The element type. */
    public StoredType type() {
        return type;
    }

    /** The sizes of the axes as a new array; empty for a scalar. */
    public long[] shape() {
        return shape.clone();
    }

    /** The number of elements. */
    public long elements() {
        return elements;
    }

    /** The number of bytes. */
    public long byteSize() {
        return byteSize;
    }

    /**
     * All bytes, row-major and little-endian, for reading.
     *
     * @throws IllegalStateException if they are 2 GiB or more: take {@link #bytes(long, int)} then
     */
    public ByteBuffer bytes() {
        if (byteSize > Integer.MAX_VALUE) {
            throw new IllegalStateException(this + " holds " + byteSize + " bytes, more than one buffer can."
                    + "\nMaybe read it in parts with bytes(offset, length).");
        }
        return bytes(0, (int) byteSize);
    }

    /** A part of the bytes, for reading. */
    public ByteBuffer bytes(long offset, int length) {
        if (offset < 0 || length < 0 || offset > byteSize - length) {
            throw new IndexOutOfBoundsException(
                    this + " has " + byteSize + " bytes, and bytes(" + offset + ", " + length + ") lies outside.");
        }
        return source.slice(offset, length).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** All elements rounded to float32, converted from any numeric type; truth values give 0 and 1. */
    public float[] toFloatArray() {
        return Elements.toFloats(this);
    }

    /** All elements as float64, converted from any numeric type; truth values give 0 and 1. */
    public double[] toDoubleArray() {
        return Elements.toDoubles(this);
    }

    /**
     * All elements as int64, converted from any numeric type.
     *
     * @throws IllegalStateException if one is not a whole number or does not fit
     */
    public long[] toLongArray() {
        return Elements.toLongs(this);
    }

    /** The same tensor under another name. */
    public StoredTensor renamed(String newName) {
        return new StoredTensor(newName, type, shape, source);
    }

    /** For example {@code head.weight F32[10, 64]}. */
    @Override
    public String toString() {
        return Printable.of(name) + " " + type + Arrays.toString(shape);
    }
}
