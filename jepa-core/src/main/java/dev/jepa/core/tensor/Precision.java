package dev.jepa.core.tensor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The arithmetic of matrix products and convolutions on this thread.
 *
 * <p>{@code BF16} rounds the factors of matrix products and convolutions to bfloat16 and gives float32 results; parameters,
 * reductions and losses stay in float32. It pays on GPUs and CPUs with bf16 units
 * ({@link #ofThisProcessor}); on CPUs without them it is slower.
 */
public enum Precision {
    FP32,
    BF16;

    private static final ThreadLocal<Precision> CURRENT = ThreadLocal.withInitial(() -> FP32);

    /** What the kernel calls the instructions that multiply bfloat16. */
    private static final Set<String> BF16_INSTRUCTIONS = Set.of("avx512_bf16", "amx_bf16");

    /**
     * BF16 if this machine's processor has instructions for it, as Linux tells in {@code /proc/cpuinfo}; FP32 on others, and on other
     * systems. With them a product takes a third of the time (AVX-512, two cores).
     */
    public static Precision ofThisProcessor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return of(lines);
        } catch (IOException | UncheckedIOException e) {
            return FP32; // not Linux
        }
    }

    static Precision of(Stream<String> cpuinfo) {
        boolean bf16 = cpuinfo.filter(line -> line.startsWith("flags"))
                .flatMap(line -> Stream.of(line.split("\\s+")))
                .anyMatch(BF16_INSTRUCTIONS::contains);
        return bf16 ? BF16 : FP32;
    }

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
