package dev.jepa.core.tensor;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Keeps threads out of LibTorch while the process ends.
 *
 * <p>At exit, C++ takes LibTorch's globals apart. A thread that is computing then (Ctrl-C in the middle of a step) crashes
 * the virtual machine. So when a shutdown begins, calls in progress are waited for and no other is let in, as soon as
 * nothing {@link Compute#holdExit holds} the exit.
 */
final class ExitGuard {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long POLL_NANOS = 1_000_000;

    private static final AtomicInteger RUNNING = new AtomicInteger();
    private static final AtomicInteger HOLDS = new AtomicInteger();
    private static volatile boolean closed;

    static {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(ExitGuard::close, "exit-guard"));
        } catch (IllegalStateException e) {
            closed = false; // a shutdown hook is the first to compute: it is waited for anyway
        }
    }

    private ExitGuard() {}

    /** Before a native call; {@link #leave} comes after it. */
    static void enter() {
        RUNNING.incrementAndGet();
        if (closed) {
            RUNNING.decrementAndGet();
            await(() -> false); // the process ends meanwhile, unless another shutdown hook computes
            RUNNING.incrementAndGet();
        }
    }

    static void leave() {
        RUNNING.decrementAndGet();
    }

    static void hold() {
        HOLDS.incrementAndGet();
        if (closed) {
            HOLDS.decrementAndGet();
            await(() -> false);
            HOLDS.incrementAndGet();
        }
    }

    static void release() {
        HOLDS.decrementAndGet();
    }

    private static void close() {
        while (HOLDS.get() > 0) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        closed = true;
        await(() -> RUNNING.get() == 0 && HOLDS.get() == 0);
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
