package dev.jepa.core.tensor;

import java.util.Arrays;

/** The sizes of a tensor's axes: an immutable value, printed as {@code [8, 49, 384]}. */
public final class Shape {
    private final long[] sizes;

    private Shape(long[] sizes) {
        this.sizes = sizes;
    }

    /** A shape with the given sizes; none for a scalar. */
    public static Shape of(long... sizes) {
        for (long size : sizes) {
            if (size < 0) {
                throw new IllegalArgumentException(
                        "A size must be >= 0 but the shape is " + Arrays.toString(sizes) + ".");
            }
        }
        return new Shape(sizes.clone());
    }

    static Shape wrap(long[] sizes) {
        return new Shape(sizes);
    }

    /** The number of axes. */
    public int rank() {
        return sizes.length;
    }

    /** The size of an axis; negative axes count from the end. */
    public long size(int axis) {
        int index = axis < 0 ? axis + sizes.length : axis;
        if (index < 0 || index >= sizes.length) {
            throw new IllegalArgumentException("axis " + axis + " does not exist in shape " + this + ".");
        }
        return sizes[index];
    }

    /** The number of elements: the product of the sizes, 1 for a scalar. */
    public long elements() {
        long product = 1;
        for (long size : sizes) {
            if (Math.multiplyHigh(product, size) != 0 || product * size < 0) {
                throw new IllegalArgumentException("A tensor of shape " + this
                        + " would have more than 2^63 - 1 elements." + "\nMaybe two sizes were multiplied twice.");
            }
            product *= size;
        }
        return product;
    }

    /** The number of elements, when a Java array holds them at this many bytes each. */
    int arrayLength(int bytes) {
        long elements = elements();
        if (elements > Integer.MAX_VALUE / bytes) {
            throw new IllegalArgumentException(
                    "A tensor of shape " + this + " has " + elements + " elements of " + bytes
                            + " bytes, more than a Java array or buffer holds.\nMaybe take it in parts: tensor.slice(0, start, end).");
        }
        return (int) elements;
    }

    /** The sizes as a new array. */
    public long[] toArray() {
        return sizes.clone();
    }

    /** This shape with one axis' size replaced. */
    public Shape with(int axis, long size) {
        size(axis);
        long[] copy = sizes.clone();
        copy[axis < 0 ? axis + sizes.length : axis] = size;
        return of(copy);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    @Override
    public String toString() {
        return Arrays.toString(sizes);
    }
}
