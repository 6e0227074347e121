package dev.jepa.core.tensor;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Randomness as a function: a key from which streams are derived, never a state that advances.
 *
 * <p>{@code Rng.of(seed).at(step, "masks")} is the same stream in every run, on every machine and in every order of
 * execution, so a resumed run needs nothing but its step number. Numbers come from a counter-based generator
 * (splitmix64's finaliser, Steele et al. 2014, over key + counter).
 */
public final class Rng {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final int CHUNK = 1 << 16;

    private final long key;

    private Rng(long key) {
        this.key = key;
    }

    /** The root key of a run. */
    public static Rng of(long seed) {
        return new Rng(mix(seed + GOLDEN));
    }

    /** The key of a purpose at a step. */
    public Rng at(long step, String purpose) {
        return at(purpose).at(step);
    }

    /** The key of a purpose. */
    public Rng at(String purpose) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < purpose.length(); i++) {
            hash = (hash ^ purpose.charAt(i)) * 0x100000001B3L;
        }
        return new Rng(mix(key ^ mix(hash)));
    }

    /** The key of a number: step, example, layer. */
    public Rng at(long number) {
        return new Rng(mix(key + GOLDEN * (2 * number + 1)));
    }

    /** A sequential generator that starts at this key. */
    public RandomGenerator generator() {
        return new SplittableRandom(key);
    }

    /** Uniform on [0, 1). */
    public double[] uniform(int count) {
        requireCount(count);
        double[] values = new double[count];
        fill(count, i -> values[i] = uniformAt(i));
        return values;
    }

    /** Writes 1 with probability p, else 0, to each byte. */
    void bernoulli(ByteBuffer bytes, double p) {
        fill(bytes.limit(), i -> bytes.put(i, (byte) (uniformAt(i) < p ? 1 : 0)));
    }

    /** Standard normal (Box-Muller). */
    public double[] normal(int count) {
        requireCount(count);
        double[] values = new double[count];
        fill(count, i -> values[i] = normalAt(i));
        return values;
    }

    /** Standard normal, redrawn until within [-bound, bound]. */
    public double[] truncatedNormal(int count, double bound) {
        requireCount(count);
        if (!(bound > 0)) {
            throw new IllegalArgumentException("bound must be > 0 but was " + bound + ".");
        }
        double[] values = new double[count];
        fill(count, i -> {
            double value = normalAt(i);
            for (int attempt = 1; Math.abs(value) > bound; attempt++) {
                value = at(attempt).normalAt(i);
            }
            values[i] = value;
        });
        return values;
    }

    /** The numbers 0 … count - 1 in random order (Fisher-Yates). */
    public long[] permutation(int count) {
        requireCount(count);
        long[] order = new long[count];
        RandomGenerator generator = generator();
        for (int i = 0; i < count; i++) {
            int j = generator.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private static void requireCount(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("A count of random numbers must be >= 0 but was " + count
                    + ".\nMaybe a number of examples is not set.");
        }
    }

    private double uniformAt(long index) {
        return (mix(key + GOLDEN * (index + 1)) >>> 11) * 0x1.0p-53;
    }

    private double normalAt(long index) {
        double radius = Math.sqrt(-2 * Math.log(1 - uniformAt(2 * index)));
        return radius * Math.cos(2 * Math.PI * uniformAt(2 * index + 1));
    }

    /** Calls the action for each index; large counts run in parallel, which changes nothing in the values. */
    private static void fill(int count, java.util.function.IntConsumer action) {
        int chunks = (count + CHUNK - 1) / CHUNK;
        IntStream range = IntStream.range(0, chunks);
        (chunks > 1 ? range.parallel() : range).forEach(chunk -> {
            int end = Math.min(count, (chunk + 1) * CHUNK);
            for (int i = chunk * CHUNK; i < end; i++) {
                action.accept(i);
            }
        });
    }

    private static long mix(long z) {
        long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }
}
