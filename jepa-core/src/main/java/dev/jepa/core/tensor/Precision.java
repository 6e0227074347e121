package dev.jepa.core.tensor;

import java.util.function.Supplier;

/**
 * The arithmetic of matrix products and convolutions on this thread.
 *
 * <p>{@code BF16} rounds the factors of matrix products and convolutions to bfloat16 and gives float32 results; parameters,
 * reductions and losses stay in float32. It pays on GPUs with bf16 units; on CPUs without them it is slower.
 */
public enum Precision {
    FP32,
    BF16;

    private static final ThreadLocal<Precision> CURRENT = ThreadLocal.withInitial(() -> FP32);

    /** Runs an action with this precision on this thread. */
    public <T> T run(Supplier<T> action) {
        Precision before = CURRENT.get();
        CURRENT.set(this);
        try {
            return action.get();
        } finally {
            CURRENT.set(before);
        }
    }

    /** The precision in force on this thread. */
    public static Precision current() {
        return CURRENT.get();
    }

    static boolean lowersTo16(Tensor x) {
        return CURRENT.get() == BF16 && x.dtype() == DType.FLOAT32;
    }

    static Tensor matmul(Tensor x, Tensor y) {
        return lowersTo16(x) && lowersTo16(y)
                ? Lowered.SCRIPT.call("matmul_bf16", x, y)
                : Tensor.binary("matmul", x, y, LibTorch::matmul);
    }

    /** Apart, so that naming a precision in a configuration does not load LibTorch. */
    private static final class Lowered {
        static final Script SCRIPT = Script.load("linalg", "Tensor");
    }
}
