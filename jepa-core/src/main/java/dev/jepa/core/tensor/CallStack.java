package dev.jepa.core.tensor;

/**
 * Keeps native calls away from the end of a thread's stack.
 *
 * <p>C++ that runs a script calls back into Java for the bytes of a name, and does not look whether that failed: a stack that
 * overflows there ends the process. We let it overflow here, in Java, before.
 */
final class CallStack {
    private static final int FRAMES = 64;
    private static final int FRAMES_FOR_LOADING = 256;

    private CallStack() {}

    /** Throws {@link StackOverflowError} now rather than within a script, or when what is opened next must be closed. */
    static void requireRoom() {
        descend(FRAMES, 1, 2, 3, 4, 5, 6, 7, 8);
    }

    /** As above, for loading a script: LibTorch parses it recursively. */
    static void requireRoomForLoading() {
        descend(FRAMES_FOR_LOADING, 1, 2, 3, 4, 5, 6, 7, 8);
    }

    /** Makes its frames 80 bytes large at least, compiled too: the numbers are needed after the call. */
    private static long descend(int frames, long a, long b, long c, long d, long e, long f, long g, long h) {
        return frames == 0 ? a : descend(frames - 1, b, c, d, e, f, g, h, a) + a + b + c + d + e + f + g + h;
    }
}
