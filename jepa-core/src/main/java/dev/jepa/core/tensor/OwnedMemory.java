package dev.jepa.core.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.util.NativeResource;
import java.lang.reflect.Field;
import java.util.IdentityHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * While open, gives every array that DJL makes from Java memory on this thread native memory of its own.
 *
 * <p>DJL lets such an array borrow the Java memory and drops it when the array is closed, at once for the 3 of {@code x.mul(3f)},
 * while the graph still reads it: wrong gradients. Every array announces itself to the thread's innermost {@code NDScope} when
 * it is made; we listen there, and close nothing.
 */
final class OwnedMemory implements AutoCloseable {
    private static final Field LISTENERS = field(NDScope.class, "resources");
    private static final Field JAVA_MEMORY = field(PtNDArray.class, "dataRef");
    private static final Field HANDLE = field(NativeResource.class, "handle");

    private final NDScope scope = new NDScope();

    OwnedMemory() {
        try {
            LISTENERS.set(scope, new Announcements());
        } catch (IllegalAccessException e) {
            scope.close();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        scope.close();
    }

    private static Field field(Class<?> type, String name) {
        try {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(
                    "DJL's " + type.getSimpleName() + " has no " + name + ".\nMaybe use ai.djl 0.36.0 or 0.29.0.", e);
        }
    }

    /** Stays empty, so that closing the scope closes no array. */
    private static final class Announcements extends IdentityHashMap<NDArray, NDArray> {
        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable NDArray put(NDArray array, NDArray same) {
            try {
                if (array instanceof PtNDArray pytorch && JAVA_MEMORY.get(pytorch) != null) {
                    own(pytorch);
                }
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
            return null;
        }

        @SuppressWarnings("unchecked")
        private static void own(PtNDArray array) throws IllegalAccessException {
            long borrowed = array.getHandle();
            try (TensorScope ignored = TensorScope.open()) {
                Tensor copy = TensorScope.adopt(LibTorch.share(borrowed)).copy();
                ((AtomicReference<Long>) HANDLE.get(array)).set(copy.share());
            }
            LibTorch.delete(borrowed);
        }
    }
}
