package dev.jepa.core.tensor;

import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The JNI functions of DJL's PyTorch engine that this package stands on, by tensor handle.
 *
 * <p>DJL keeps them in a package-private class. We reach them through method handles rather than through {@code NDArray}
 * because a handle has no manager, no hidden owner and no per-call wrapper: lifetimes are {@link TensorScope}'s alone.
 */
final class LibTorch {
    private static final Object LIBRARY = EngineStart.library();
    private static final MethodType GENERIC = MethodType.methodType(Object.class, Object[].class);

    private static final MethodHandle SIZES = bind("torchSizes", long.class);
    private static final MethodHandle DEVICE = bind("torchDevice", long.class);
    private static final MethodHandle IS_CONTIGUOUS = bind("torchIsContiguous", long.class);
    private static final MethodHandle LEAF_REQUIRES_GRAD = bind("torchRequiresGrad", long.class);
    private static final MethodHandle ATTACH_GRAD = bind("torchAttachGrad", long.class, boolean.class);
    private static final MethodHandle DETACH = bind("torchDetachGrad", long.class);
    private static final MethodHandle DELETE = bind("torchDeleteTensor", long.class);
    private static final MethodHandle GRAD_MODE = bind("torchIsGradMode");
    private static final MethodHandle SET_GRAD_MODE = bind("torchSetGradMode", boolean.class);
    private static final MethodHandle OPTIMIZE = bind("setGraphExecutorOptimize", boolean.class);
    private static final MethodHandle FROM_BLOB =
            bind("torchFromBlob", ByteBuffer.class, long[].class, int.class, int.class, int[].class, boolean.class);
    private static final MethodHandle DIRECT_BUFFER = bind("torchDirectByteBuffer", long.class);
    private static final MethodHandle LOAD =
            bind("moduleLoad", InputStream.class, int[].class, boolean.class, byte[].class, long.class);
    private static final MethodHandle RUN =
            bind("moduleRunMethod", long.class, String.class, long[].class, boolean.class, boolean.class);
    private static final MethodHandle DELETE_IVALUE = bind("torchDeleteIValue", long.class);
    private static final MethodHandle FROM_TENSOR = bind("iValueFromTensor", long.class);
    private static final MethodHandle FROM_BOOL = bind("iValueFromBool", boolean.class);
    private static final MethodHandle FROM_LONG = bind("iValueFromLong", long.class);
    private static final MethodHandle FROM_DOUBLE = bind("iValueFromDouble", double.class);
    private static final MethodHandle FROM_STRING = bind("iValueFromString", String.class);
    private static final MethodHandle FROM_LONGS = bind("iValueFromLongList", long[].class);
    private static final MethodHandle FROM_DOUBLES = bind("iValueFromDoubleList", double[].class);
    private static final MethodHandle FROM_TENSORS = bind("iValueFromTensorList", long[].class);
    private static final MethodHandle TO_TENSOR = bind("iValueToTensor", long.class);
    private static final MethodHandle TO_TENSORS = bind("iValueToTensorList", long.class);
    private static final MethodHandle TO_LONG = bind("iValueToLong", long.class);
    private static final MethodHandle ADD = bind("torchAdd", long.class, long.class);
    private static final MethodHandle SUB = bind("torchSub", long.class, long.class);
    private static final MethodHandle MUL = bind("torchMul", long.class, long.class);
    private static final MethodHandle DIV = bind("torchTrueDivide", long.class, long.class);
    private static final MethodHandle MATMUL = bind("torchMatmul", long.class, long.class);
    private static final MethodHandle RESHAPE = bind("torchReshape", long.class, long[].class);
    private static final MethodHandle PERMUTE = bind("torchPermute", long.class, long[].class);
    private static final MethodHandle TRANSPOSE = bind("torchTranspose", long.class, long.class, long.class);

    private static final int[] CPU = {0, -1};

    private LibTorch() {}

    private static MethodHandle bind(String name, Class<?>... parameters) {
        try {
            Method method = LIBRARY.getClass().getDeclaredMethod(name, parameters);
            method.setAccessible(true);
            return MethodHandles.lookup()
                    .unreflect(method)
                    .bindTo(LIBRARY)
                    .asSpreader(Object[].class, parameters.length)
                    .asType(GENERIC);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "DJL's PyTorch engine has no " + name + Arrays.toString(parameters)
                            + ".\nMaybe use ai.djl 0.36.0 or 0.29.0.",
                    e);
        }
    }

    /** Calls a native function; boxing costs nanoseconds where the call itself costs a microsecond. */
    private static Object call(MethodHandle function, Object... arguments) {
        ExitGuard.enter();
        try {
            return (Object) function.invokeExact(arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        } finally {
            ExitGuard.leave();
        }
    }

    static long[] sizes(long tensor) {
        return (long[]) call(SIZES, tensor);
    }

    static Device device(long tensor) {
        int[] device = (int[]) call(DEVICE, tensor);
        return device[0] == 0 ? Device.CPU : Device.gpu(Math.max(0, device[1]));
    }

    static boolean isContiguous(long tensor) {
        return (boolean) call(IS_CONTIGUOUS, tensor);
    }

    /** A second handle of the same tensor, its place in the graph included; both must be deleted. */
    static long share(long tensor) {
        long value = ivalueOfTensor(tensor);
        try {
            return tensorOf(value);
        } finally {
            deleteIValue(value);
        }
    }

    /** True for leaves only: DJL answers no for a recorded result. */
    static boolean isLeafThatRequiresGrad(long tensor) {
        return (boolean) call(LEAF_REQUIRES_GRAD, tensor);
    }

    static void requireGrad(long tensor, boolean required) {
        call(ATTACH_GRAD, tensor, required);
    }

    static long detach(long tensor) {
        return (long) call(DETACH, tensor);
    }

    static void delete(long tensor) {
        call(DELETE, tensor);
    }

    static boolean gradMode() {
        return (boolean) call(GRAD_MODE);
    }

    static void setGradMode(boolean enabled) {
        call(SET_GRAD_MODE, enabled);
    }

    /** The profiling executor of this thread; it re-specialises on every new shape, so we keep it off. */
    static void setGraphOptimization(boolean enabled) {
        call(OPTIMIZE, enabled);
    }

    /** A tensor that aliases a direct buffer; the caller copies and deletes it while it holds the buffer. */
    static long alias(ByteBuffer buffer, DType dtype, long[] shape) {
        return (long) call(FROM_BLOB, buffer, shape, djlCode(dtype), 0, CPU, false);
    }

    private static int djlCode(DType dtype) {
        return switch (dtype) {
            case FLOAT32 -> 0;
            case FLOAT64 -> 1;
            case FLOAT16 -> 2;
            case UINT8 -> 3;
            case INT32 -> 4;
            case INT8 -> 5;
            case INT64 -> 6;
            case BOOL -> 7;
            case COMPLEX64 -> 8;
            case INT16, BFLOAT16, COMPLEX128 ->
                throw new IllegalArgumentException(
                        "A " + dtype
                                + " tensor cannot be made from bytes.\nMaybe make a float64 tensor of real and imaginary parts and use Fourier.viewAsComplex.");
        };
    }

    /** A view of a contiguous CPU tensor's memory, valid while the tensor lives. */
    static ByteBuffer memory(long tensor) {
        return ((ByteBuffer) call(DIRECT_BUFFER, tensor)).order(ByteOrder.nativeOrder());
    }

    static long loadModule(InputStream archive) {
        return (long) call(LOAD, archive, CPU, false, new byte[1 << 16], -1L);
    }

    /** Runs a method with gradients allowed; "false" would enter inference mode, whose results no graph can use. */
    static long run(long module, String method, long[] arguments) {
        return (long) call(RUN, module, method, arguments, true, false);
    }

    static void deleteIValue(long value) {
        call(DELETE_IVALUE, value);
    }

    static long ivalueOfTensor(long tensor) {
        return (long) call(FROM_TENSOR, tensor);
    }

    static long ivalueOf(boolean value) {
        return (long) call(FROM_BOOL, value);
    }

    static long ivalueOf(long value) {
        return (long) call(FROM_LONG, value);
    }

    static long ivalueOf(double value) {
        return (long) call(FROM_DOUBLE, value);
    }

    static long ivalueOf(String value) {
        return (long) call(FROM_STRING, value);
    }

    static long ivalueOf(long[] values) {
        return (long) call(FROM_LONGS, (Object) values);
    }

    static long ivalueOf(double[] values) {
        return (long) call(FROM_DOUBLES, (Object) values);
    }

    static long ivalueOfTensors(long[] tensors) {
        return (long) call(FROM_TENSORS, (Object) tensors);
    }

    static long tensorOf(long ivalue) {
        return (long) call(TO_TENSOR, ivalue);
    }

    static long[] tensorsOf(long ivalue) {
        return (long[]) call(TO_TENSORS, ivalue);
    }

    static long longOf(long ivalue) {
        return (long) call(TO_LONG, ivalue);
    }

    static long add(long x, long y) {
        return (long) call(ADD, x, y);
    }

    static long sub(long x, long y) {
        return (long) call(SUB, x, y);
    }

    static long mul(long x, long y) {
        return (long) call(MUL, x, y);
    }

    static long div(long x, long y) {
        return (long) call(DIV, x, y);
    }

    static long matmul(long x, long y) {
        return (long) call(MATMUL, x, y);
    }

    static long reshape(long x, long[] shape) {
        return (long) call(RESHAPE, x, shape);
    }

    static long permute(long x, long[] axes) {
        return (long) call(PERMUTE, x, axes);
    }

    static long transpose(long x, long axis1, long axis2) {
        return (long) call(TRANSPOSE, x, axis1, axis2);
    }
}
