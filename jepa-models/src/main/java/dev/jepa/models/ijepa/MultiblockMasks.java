package dev.jepa.models.ijepa;

import dev.jepa.core.tensor.Rng;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The multi-block masks of I-JEPA: one context block and M target blocks an image, the context without the targets.
 *
 * <p>Block sizes are drawn once a batch, so that the blocks of all images stack; positions are drawn for each image. All
 * masks of a kind are cut to the shortest of the batch. Source: arXiv 2301.08243, section 3; the behaviour of {@link
 * MaskConfig.Sampling#OFFICIAL} was read off the authors' code, including its defects.
 */
public final class MultiblockMasks {
    private static final int TRIES = 20;

    private final MaskConfig config;
    private final int grid;
    private final boolean official;
    private final BlockSizes sizes;

    /**
     * @param grid patches along a side of the square image
     * @throws IllegalArgumentException when blocks of the configuration are never, or hardly ever, larger than minKeep on this grid
     */
    public MultiblockMasks(MaskConfig config, int grid) {
        this.config = config;
        this.grid = grid;
        this.official = config.sampling() == MaskConfig.Sampling.OFFICIAL;
        this.sizes = new BlockSizes(config, grid);
    }

    /**
     * The masks of a batch at a step: a function of (rng, step).
     *
     * @param batch B, the number of images, >= 1
     */
    public Masks sample(Rng rng, long step, int batch) {
        Masks.requireBatch(batch);
        RandomGenerator generator = rng.at(step, "masks").generator();
        BlockSizes.Sizes drawn = sizes.draw(generator, step);
        long[][][] targets = new long[config.targets()][batch][];
        long[][] context = new long[batch][];
        for (int image = 0; image < batch; image++) {
            boolean[][] blocks = new boolean[config.targets()][];
            for (int m = 0; m < config.targets(); m++) {
                blocks[m] = place(drawn.target(), generator);
                targets[m][image] = patches(blocks[m]);
            }
            context[image] = context(drawn.context(), blocks, generator);
        }
        for (long[][] target : targets) {
            cutToShortest(target, generator);
        }
        cutToShortest(context, generator);
        return new Masks(context, targets);
    }

    /** A block at a random place; the authors' sampler never reaches the last row and column. */
    private boolean[] place(BlockSize size, RandomGenerator generator) {
        int edge = official ? 0 : 1;
        int top = generator.nextInt(grid - size.height() + edge);
        int left = generator.nextInt(grid - size.width() + edge);
        boolean[] block = new boolean[grid * grid];
        for (int row = top; row < top + size.height(); row++) {
            Arrays.fill(block, row * grid + left, row * grid + left + size.width(), true);
        }
        return block;
    }

    /** A context block without the targets; after every 20 failures one target fewer is cut out, in the end none. */
    private long[] context(BlockSize size, boolean[][] targets, RandomGenerator generator) {
        for (int excluded = targets.length; excluded > 0; excluded--) {
            for (int attempt = 0; attempt < TRIES; attempt++) {
                boolean[] block = place(size, generator);
                for (int m = 0; m < excluded; m++) {
                    for (int patch = 0; patch < block.length; patch++) {
                        block[patch] &= !targets[m][patch];
                    }
                }
                long[] patches = patches(block);
                if (patches.length > config.minKeep()) {
                    return patches;
                }
            }
        }
        return patches(place(size, generator));
    }

    private static long[] patches(boolean[] block) {
        return IntStream.range(0, block.length)
                .filter(patch -> block[patch])
                .asLongStream()
                .toArray();
    }

    /** Brings masks to the shortest one's length: by their first patches as the authors do, or by random ones. */
    private void cutToShortest(long[][] masks, RandomGenerator generator) {
        int shortest = Arrays.stream(masks).mapToInt(mask -> mask.length).min().orElse(0);
        for (int i = 0; i < masks.length; i++) {
            if (!official && masks[i].length > shortest) {
                shuffle(masks[i], shortest, generator);
            }
            masks[i] = Arrays.copyOf(masks[i], shortest);
            Arrays.sort(masks[i]);
        }
    }

    private static void shuffle(long[] values, int chosen, RandomGenerator generator) {
        for (int i = 0; i < chosen; i++) {
            int j = i + generator.nextInt(values.length - i);
            long value = values[i];
            values[i] = values[j];
            values[j] = value;
        }
    }
}
