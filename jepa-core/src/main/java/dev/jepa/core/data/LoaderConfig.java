package dev.jepa.core.data;

/**
 * How a {@link DataLoader} makes batches.
 *
 * @param batchSize images a batch
 * @param seed of the order and of the augmentations
 * @param shuffle a new order every epoch, or the order of the data set
 * @param dropLast leave out the last batch of an epoch when it is smaller than the others
 * @param threads that decode and augment; 0 does the work on the calling thread
 * @param ahead batches prepared before they are asked for
 * @param format of the values
 */
public record LoaderConfig(
        int batchSize, long seed, boolean shuffle, boolean dropLast, int threads, int ahead, PixelFormat format) {

    public LoaderConfig {
        require("batchSize", batchSize, 1);
        require("threads", threads, 0);
        require("ahead", ahead, 1);
    }

    /** Shuffled, full batches, float32. */
    public static LoaderConfig training(int batchSize, long seed) {
        return new LoaderConfig(batchSize, seed, true, true, defaultThreads(), 4, PixelFormat.FLOAT32);
    }

    /** Every image once, in order, float32. */
    public static LoaderConfig evaluation(int batchSize) {
        return new LoaderConfig(batchSize, 0, false, false, defaultThreads(), 4, PixelFormat.FLOAT32);
    }

    public LoaderConfig withThreads(int value) {
        return new LoaderConfig(batchSize, seed, shuffle, dropLast, value, ahead, format);
    }

    public LoaderConfig withAhead(int value) {
        return new LoaderConfig(batchSize, seed, shuffle, dropLast, threads, value, format);
    }

    public LoaderConfig withFormat(PixelFormat value) {
        return new LoaderConfig(batchSize, seed, shuffle, dropLast, threads, ahead, value);
    }

    /** One thread leaves the rest of a small machine to the training; a large one can spare more. */
    private static int defaultThreads() {
        return Math.max(1, Math.min(8, Runtime.getRuntime().availableProcessors() / 2));
    }

    private static void require(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException("%s must be at least %d but was %d.".formatted(name, least, value));
        }
    }
}
