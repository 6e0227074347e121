package dev.jepa.core.tensor;

import ai.djl.ndarray.NDArray;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.List;

/** Makes tensors: from Java arrays and buffers, from nothing, from an {@link Rng}, and from other tensors. */
public final class Tensors {
    private static final Script SCRIPT = Script.load("creation", "Tensors");
    private static final Script LINALG = Script.load("linalg", "Tensors");

    private Tensors() {}

    /** A float32 tensor on the CPU with the elements of an array in row-major order. */
    public static Tensor of(float[] values, long... shape) {
        ByteBuffer buffer = buffer(values.length, Float.BYTES);
        buffer.asFloatBuffer().put(values);
        return of(buffer, DType.FLOAT32, Device.CPU, shapeOf(values.length, shape));
    }

    /** A float64 tensor. */
    public static Tensor of(double[] values, long... shape) {
        ByteBuffer buffer = buffer(values.length, Double.BYTES);
        buffer.asDoubleBuffer().put(values);
        return of(buffer, DType.FLOAT64, Device.CPU, shapeOf(values.length, shape));
    }

    /** An int64 tensor. */
    public static Tensor of(long[] values, long... shape) {
        ByteBuffer buffer = buffer(values.length, Long.BYTES);
        buffer.asLongBuffer().put(values);
        return of(buffer, DType.INT64, Device.CPU, shapeOf(values.length, shape));
    }

    /** An int32 tensor. */
    public static Tensor of(int[] values, long... shape) {
        ByteBuffer buffer = buffer(values.length, Integer.BYTES);
        buffer.asIntBuffer().put(values);
        return of(buffer, DType.INT32, Device.CPU, shapeOf(values.length, shape));
    }

    /** An int16 tensor. */
    public static Tensor of(short[] values, long... shape) {
        ByteBuffer buffer = buffer(values.length, Short.BYTES);
        buffer.asShortBuffer().put(values);
        return of(buffer, DType.INT16, Device.CPU, shapeOf(values.length, shape));
    }

    /** A uint8 tensor of bytes read as 0 … 255: pixels. */
    public static Tensor unsigned(byte[] values, long... shape) {
        ByteBuffer buffer = buffer(values.length, 1).put(values).flip();
        return of(buffer, DType.UINT8, Device.CPU, shapeOf(values.length, shape));
    }

    /** An int8 tensor; for pixels see {@link #unsigned}. */
    public static Tensor of(byte[] values, long... shape) {
        ByteBuffer buffer = buffer(values.length, 1).put(values).flip();
        return of(buffer, DType.INT8, Device.CPU, shapeOf(values.length, shape));
    }

    /** A boolean tensor. */
    public static Tensor of(boolean[] values, long... shape) {
        ByteBuffer buffer = buffer(values.length, 1);
        for (int i = 0; i < values.length; i++) {
            buffer.put(i, (byte) (values[i] ? 1 : 0));
        }
        return of(buffer, DType.BOOL, Device.CPU, shapeOf(values.length, shape));
    }

    /** A float32 scalar. */
    public static Tensor scalar(double value) {
        return full(value, DType.FLOAT32, Device.CPU, Shape.of());
    }

    /**
     * A tensor with the bytes of a buffer from its position to its limit, copied: row-major, native byte order.
     *
     * @throws IllegalArgumentException when the number of bytes does not fit shape and type
     */
    public static Tensor of(ByteBuffer bytes, DType dtype, Device device, Shape shape) {
        long expected = shape.elements() * dtype.bytes();
        if (bytes.remaining() != expected) {
            throw new IllegalArgumentException("A " + dtype + " tensor of shape " + shape + " has " + expected
                    + " bytes but the buffer holds " + bytes.remaining() + ".\nMaybe the buffer was not flipped.");
        }
        if (expected == 0) {
            return full(0, dtype, device, shape);
        }
        TensorScope.requireOpen("Tensors.of");
        DType carrier = carrier(dtype);
        ByteBuffer direct = carrier != dtype
                ? widened(bytes, dtype)
                : bytes.isDirect()
                        ? bytes.slice()
                        : buffer(bytes.remaining(), 1).put(bytes.duplicate()).flip();
        try (TensorScope scope = TensorScope.open()) {
            Tensor alias = TensorScope.adopt(LibTorch.alias(direct, carrier, shape.toArray()));
            return scope.keep(ShapeOps.SCRIPT.call("own", alias, dtype.code(), device.torchName()));
        } finally {
            Reference.reachabilityFence(direct);
        }
    }

    /** The type in which elements cross the JNI bridge: itself, but for the two that the bridge does not know. */
    private static DType carrier(DType dtype) {
        return switch (dtype) {
            case INT16 -> DType.INT32;
            case BFLOAT16 -> DType.FLOAT32;
            default -> dtype;
        };
    }

    private static ByteBuffer widened(ByteBuffer bytes, DType dtype) {
        ShortBuffer shorts = bytes.duplicate().order(ByteOrder.nativeOrder()).asShortBuffer();
        ByteBuffer wide = buffer(shorts.remaining(), Integer.BYTES);
        while (wide.hasRemaining()) {
            short element = shorts.get();
            wide.putInt(dtype == DType.BFLOAT16 ? element << 16 : element);
        }
        return wide.flip();
    }

    /**
     * A copy of DJL's array, on its device; it belongs to the current scope and carries no gradients. The array may be changed
     * or closed afterwards.
     *
     * @throws IllegalArgumentException for an array of another engine, of strings, or a sparse one
     */
    public static Tensor from(NDArray array) {
        return NDArrays.copy(array);
    }

    /** A float32 tensor of zeros on the CPU. */
    public static Tensor zeros(long... shape) {
        return zeros(DType.FLOAT32, Device.CPU, Shape.of(shape));
    }

    /** Zeros of a type on a device. */
    public static Tensor zeros(DType dtype, Device device, Shape shape) {
        return full(0, dtype, device, shape);
    }

    /** A float32 tensor of ones on the CPU. */
    public static Tensor ones(long... shape) {
        return ones(DType.FLOAT32, Device.CPU, Shape.of(shape));
    }

    /** Ones of a type on a device. */
    public static Tensor ones(DType dtype, Device device, Shape shape) {
        return full(1, dtype, device, shape);
    }

    /** One value everywhere. */
    public static Tensor full(double value, DType dtype, Device device, Shape shape) {
        return SCRIPT.call("full", shape.toArray(), value, dtype.code(), device.torchName());
    }

    /** start, start + step, … below end. */
    public static Tensor arange(double start, double end, double step, DType dtype) {
        return SCRIPT.call("arange", start, end, step, dtype.code(), Device.CPU.torchName());
    }

    /** 0, 1, … count - 1 as int64. */
    public static Tensor arange(long count) {
        return arange(0, (double) count, 1, DType.INT64);
    }

    /** Evenly spaced values from start to end, both included. */
    public static Tensor linspace(double start, double end, int steps, DType dtype) {
        return SCRIPT.call("linspace", start, end, steps, dtype.code(), Device.CPU.torchName());
    }

    /** The float32 identity matrix. */
    public static Tensor eye(int size) {
        return eye(size, size, DType.FLOAT32);
    }

    /** Ones on the main diagonal of [rows, columns]. */
    public static Tensor eye(int rows, int columns, DType dtype) {
        return SCRIPT.call("eye", rows, columns, dtype.code(), Device.CPU.torchName());
    }

    /** Float32 samples of N(0, 1). */
    public static Tensor normal(Rng rng, long... shape) {
        return float32(rng.normal(elements(shape)), shape);
    }

    /** Float32 samples, uniform on [low, high). */
    public static Tensor uniform(Rng rng, double low, double high, long... shape) {
        if (!(low <= high && Double.isFinite(high - low))) {
            throw new IllegalArgumentException("Uniform samples need finite low <= high but they were " + low + " and "
                    + high + ".\nMaybe they are swapped.");
        }
        float below = Math.nextDown((float) high); // rounding to float32 must not reach the open end
        double[] values = rng.uniform(elements(shape));
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.min(low + (high - low) * values[i], below);
        }
        return float32(values, shape);
    }

    /** Float32 samples of N(0, std^2) cut to [-bound std, bound std]. */
    public static Tensor truncatedNormal(Rng rng, double std, double bound, long... shape) {
        if (!(std >= 0 && std <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "std must be finite and >= 0 but was " + std + ".\nMaybe 0.02 was meant.");
        }
        double[] values = rng.truncatedNormal(elements(shape), bound);
        for (int i = 0; i < values.length; i++) {
            values[i] *= std;
        }
        return float32(values, shape);
    }

    /** Float32 samples, 1 with probability p, else 0. */
    public static Tensor bernoulli(Rng rng, double p, long... shape) {
        return mask(rng, p, Shape.of(shape)).to(DType.FLOAT32);
    }

    /** Booleans, true with probability p. */
    static Tensor mask(Rng rng, double p, Shape shape) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException(
                    "A probability must lie in [0, 1] but was " + p + ".\nMaybe it is in per cent.");
        }
        ByteBuffer bytes = buffer(shape.arrayLength(1), 1);
        rng.bernoulli(bytes, p);
        return of(bytes, DType.BOOL, Device.CPU, shape);
    }

    /** 0 … count - 1 in random order, int64. */
    public static Tensor permutation(Rng rng, int count) {
        return of(rng.permutation(count), count);
    }

    /**
     * Samples of class numbers.
     *
     * @param probabilities [B, C], each row >= 0 with a positive sum
     * @return int64 [B, count], drawn with replacement
     */
    public static Tensor categorical(Rng rng, Tensor probabilities, int count) {
        if (count < 0 || probabilities.shape().rank() != 2) {
            throw new IllegalArgumentException(
                    "Samples of classes need probabilities [B, C] and a count >= 0 but they were "
                            + probabilities.shape() + " and " + count + ".\nMaybe an unsqueeze(0) is missing.");
        }
        int rows = (int) probabilities.size(0);
        try (TensorScope scope = TensorScope.open()) {
            Tensor cumulative = probabilities.detach().to(DType.FLOAT64).cumSum(1); // [B, C]
            Tensor ends = cumulative.div(cumulative.slice(1, -1, Long.MAX_VALUE)); // [B, C], the last one exactly 1
            Tensor draws = of(rng.uniform(elements(rows, count)), rows, count).to(probabilities.device());
            Tensor below = ends.unsqueeze(1).le(draws.unsqueeze(2)); // [B, count, C]
            return scope.keep(below.to(DType.INT64).sum(2));
        }
    }

    /** Tensors joined along an existing axis. */
    public static Tensor concat(List<Tensor> tensors, int axis) {
        return ShapeOps.SCRIPT.call("concat", tensors, axis);
    }

    /** Tensors of one shape joined along a new axis. */
    public static Tensor stack(List<Tensor> tensors, int axis) {
        return ShapeOps.SCRIPT.call("stack", tensors, axis);
    }

    /** A sum of products in Einstein's notation: {@code einsum("bij,bjk->bik", x, y)}. */
    public static Tensor einsum(String equation, Tensor... tensors) {
        return LINALG.call("einsum", equation, List.of(tensors));
    }

    /** x y^T of two vectors: [N], [M] to [N, M]. */
    public static Tensor outer(Tensor x, Tensor y) {
        return LINALG.call("outer", x, y);
    }

    private static Tensor float32(double[] values, long... shape) {
        ByteBuffer buffer = buffer(values.length, Float.BYTES);
        for (int i = 0; i < values.length; i++) {
            buffer.putFloat(Float.BYTES * i, (float) values[i]);
        }
        return of(buffer, DType.FLOAT32, Device.CPU, Shape.of(shape));
    }

    private static int elements(long... shape) {
        return Shape.of(shape).arrayLength(Double.BYTES);
    }

    private static Shape shapeOf(int count, long... shape) {
        Shape result = Shape.of(shape);
        if (result.elements() != count) {
            throw new IllegalArgumentException("Shape " + result + " needs " + result.elements()
                    + " elements but the array has " + count + ".\nMaybe a size is missing in the shape.");
        }
        return result;
    }

    private static ByteBuffer buffer(int count, int bytes) {
        int size = Shape.of(count).arrayLength(bytes) * bytes;
        return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    }
}
