package dev.jepa.core.tensor;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An n-dimensional array in native memory: a value whose elements do not change, with operations that record themselves
 * for {@link Autograd} when asked to.
 *
 * <p>A tensor belongs to the {@link TensorScope} it was made in and must not be used after that scope has closed. It may be
 * read from any thread, also while another closes it: an operation either still has the values, or throws an
 * {@link IllegalStateException}.
 */
public final class Tensor extends IndexingOps implements AutoCloseable {
    private final NativeTensor nativeTensor;
    private @Nullable TensorScope scope;
    private int slot;
    private @Nullable Shape shape;
    private @Nullable DType dtype;

    Tensor(NativeTensor nativeTensor) {
        this.nativeTensor = nativeTensor;
    }

    @Override
    Tensor self() {
        return this;
    }

    /** The sizes of the axes. */
    public Shape shape() {
        Shape known = shape;
        if (known == null) {
            try (Handles handles = Handles.of(this)) {
                known = Shape.wrap(LibTorch.sizes(handles.get(0)));
            }
            shape = known;
        }
        return known;
    }

    /** The size of an axis; negative axes count from the end. */
    public long size(int axis) {
        return shape().size(axis);
    }

    /** The type of the elements. */
    public DType dtype() {
        DType known = dtype;
        if (known == null) {
            known = DType.ofCode((int) ShapeOps.SCRIPT.callForLong("dtype", this));
            dtype = known;
        }
        return known;
    }

    /** Where the elements are. */
    public Device device() {
        try (Handles handles = Handles.of(this)) {
            return LibTorch.device(handles.get(0));
        }
    }

    /** Whether operations on this tensor are recorded inside {@link Autograd#record}. */
    public boolean requiresGradient() {
        return ShapeOps.SCRIPT.callForLong("requires_grad", this) == 1;
    }

    /** Whether the elements lie in row-major order without gaps. */
    public boolean isContiguous() {
        try (Handles handles = Handles.of(this)) {
            return LibTorch.isContiguous(handles.get(0));
        }
    }

    /** Matrix product of the last two axes; leading axes are batches and broadcast. */
    public Tensor matmul(Tensor y) {
        return Precision.matmul(this, y);
    }

    /** The same values, cut off from the graph: no gradient flows through the result. Shares memory. */
    public Tensor detach() {
        return unary("detach", this, LibTorch::detach);
    }

    /** The only element of a one-element tensor. */
    public double item() {
        if (shape().elements() != 1) {
            throw new IllegalStateException("item() needs one element but the tensor has shape " + shape()
                    + ".\nMaybe reduce it first: mean() or sum().");
        }
        return toDoubleArray()[0];
    }

    /** The elements as raw bytes in row-major order and native byte order, copied. */
    public ByteBuffer bytes() {
        int size = shape().arrayLength(dtype().bytes()) * dtype().bytes();
        ByteBuffer copy = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
        read(dtype(), copy::put);
        return copy.flip();
    }

    /** The elements as floats in row-major order. */
    public float[] toFloatArray() {
        float[] array = new float[shape().arrayLength(Float.BYTES)];
        read(DType.FLOAT32, bytes -> bytes.asFloatBuffer().get(array));
        return array;
    }

    /** The elements as doubles in row-major order. */
    public double[] toDoubleArray() {
        double[] array = new double[shape().arrayLength(Double.BYTES)];
        read(DType.FLOAT64, bytes -> bytes.asDoubleBuffer().get(array));
        return array;
    }

    /** The elements as longs in row-major order; fractions are cut off. */
    public long[] toLongArray() {
        long[] array = new long[shape().arrayLength(Long.BYTES)];
        read(DType.INT64, bytes -> bytes.asLongBuffer().get(array));
        return array;
    }

    /** The elements as booleans in row-major order: true where not zero. */
    public boolean[] toBooleanArray() {
        boolean[] array = new boolean[shape().arrayLength(1)];
        read(DType.BOOL, bytes -> {
            for (int i = 0; i < array.length; i++) {
                array[i] = bytes.get(i) != 0;
            }
        });
        return array;
    }

    /** Shows a reader the elements as another type, in row-major order; the buffer is LibTorch's memory and dies with this call. */
    private void read(DType type, Consumer<ByteBuffer> reader) {
        if (shape().elements() > 0) {
            try (TensorScope ignored = TensorScope.open()) {
                Tensor converted = ShapeOps.SCRIPT.call("bytes", this, type.code());
                try (Handles handles = Handles.of(converted)) {
                    reader.accept(LibTorch.memory(handles.get(0)));
                }
            }
        }
    }

    /**
     * A copy as DJL's array, on this tensor's device; the manager owns it. It carries no gradients.
     *
     * @throws IllegalArgumentException for int16, bfloat16 and complex128, which DJL cannot hold, or a manager of another engine
     */
    public NDArray toNDArray(NDManager manager) {
        return NDArrays.copy(this, manager);
    }

    /** Frees the memory now; needed only for tensors taken out of scopes by {@link TensorScope#release}. */
    @Override
    public void close() {
        TensorScope owner = scope;
        if (owner != null) {
            owner.remove(this);
            moveTo(null, -1);
        }
        nativeTensor.close();
    }

    /** Like PyTorch: the first elements, then shape, type and device. */
    @Override
    public String toString() {
        return TensorPrinter.print(this);
    }

    boolean isClosed() {
        return nativeTensor.isClosed();
    }

    void requireLive() {
        if (isClosed()) {
            throw closedException();
        }
    }

    IllegalStateException closedException() {
        return new IllegalStateException("This tensor" + (shape == null ? "" : " of shape " + shape)
                + " was closed with its scope.\nMaybe hand it on before the scope ends: return scope.keep(tensor).");
    }

    /** A second handle of the same tensor, its place in the graph included; whoever asks deletes it. */
    long share() {
        try (Handles handles = Handles.of(this)) {
            return LibTorch.share(handles.get(0));
        }
    }

    NativeTensor nativeTensor() {
        return nativeTensor;
    }

    @Nullable TensorScope scope() {
        return scope;
    }

    int slot() {
        return slot;
    }

    void moveTo(@Nullable TensorScope newScope, int newSlot) {
        scope = newScope;
        slot = newSlot;
    }

    static Tensor unary(String operation, Tensor x, LongUnaryOperator function) {
        TensorScope.requireOpen(operation);
        try (Handles handles = Handles.of(x)) {
            return TensorScope.adopt(function.applyAsLong(handles.get(0)));
        } catch (EngineException e) {
            throw OperationException.of("Tensor", operation, new Object[] {x}, e);
        }
    }

    static Tensor binary(String operation, Tensor x, Tensor y, LongBinaryOperator function) {
        TensorScope.requireOpen(operation);
        try (Handles handles = Handles.of(x, y)) {
            return TensorScope.adopt(function.applyAsLong(handles.get(0), handles.get(1)));
        } catch (EngineException e) {
            throw OperationException.of("Tensor", operation, new Object[] {x, y}, e);
        }
    }
}
