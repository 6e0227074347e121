package dev.jepa.core.data.augment;

import java.util.SplittableRandom;

/** Independent random streams named by numbers. */
final class Streams {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Streams() {}

    /** The stream of these keys: every key passes through a full 64-bit mix, so that neighbouring keys share nothing. */
    static SplittableRandom of(long... keys) {
        long state = GOLDEN;
        for (long key : keys) {
            state = mix(state + key * GOLDEN + GOLDEN);
        }
        return new SplittableRandom(state);
    }

    /** The finaliser of MurmurHash3 with the constants of Stafford's variant 13. */
    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }
}
