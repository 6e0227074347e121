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
            product = Math.multiplyExact(product, size);
        }
        return product;
    }

    /** The sizes as a new array. */
    public long[] toArray() {
        return sizes.clone();
    }

    /** This shape with one axis' size replaced. */
    public Shape with(int axis, long size) {
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
