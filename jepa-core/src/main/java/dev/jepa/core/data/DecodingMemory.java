package dev.jepa.core.data;

import java.util.concurrent.Semaphore;

/**
 * The part of the heap that pictures may take while they are decoded and made views of, shared by all threads: who would take too much
 * waits until others are done.
 */
final class DecodingMemory {
    /** A third of the heap: the rest is for pictures that wait to be used, and for the program. */
    static final long BYTES = Runtime.getRuntime().maxMemory() / 3;

    private static final int UNIT = 1 << 16;
    private static final int UNITS = (int) Math.min(Integer.MAX_VALUE, Math.max(1, BYTES / UNIT));
    private static final Semaphore FREE = new Semaphore(UNITS, true);

    /** What takes memory. */
    @FunctionalInterface
    interface Work<T, E extends Exception> {
        T run() throws E;
    }

    private DecodingMemory() {}

    /** Runs work that takes so many bytes for as long as it runs; more than all there are is taken to be all. Does not nest. */
    static <T, E extends Exception> T with(long bytes, Work<T, E> work) throws E {
        int units = (int) Math.min(UNITS, bytes / UNIT);
        FREE.acquireUninterruptibly(units);
        try {
            return work.run();
        } finally {
            FREE.release(units);
        }
    }
}
