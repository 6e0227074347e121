package dev.jepa.models.ijepa;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.random.MersenneTwister;

/**
 * The sizes of target and context blocks on a square grid, drawn once a batch; refuses at once what no draw, or hardly one,
 * could meet.
 */
final class BlockSizes {
    private static final int LATTICE = 64;
    private static final double LEAST_CHANCE = 1e-3;
    private static final int REDRAWS = 100_000; // all in vain once in e^100 batches at the least chance

    private final MaskConfig config;
    private final int grid;
    private final boolean official;
    private final int limit;

    BlockSizes(MaskConfig config, int grid) {
        this.config = config;
        this.grid = grid;
        this.official = config.sampling() == MaskConfig.Sampling.OFFICIAL;
        this.limit = official ? grid - 1 : grid;
        if (limit < 1) {
            throw new IllegalArgumentException("The grid must have " + (official ? 2 : 1)
                    + " or more patches along a side for " + config.sampling() + " masks but had " + grid
                    + ".\nMaybe smaller patches.");
        }
        requireMinKeep("target", config.targetScale(), (official ? smallestTarget() : attainableTarget()) - 1);
        requireMinKeep("context", config.contextScale(), context(0).patches() - 1);
    }

    private void requireMinKeep(String block, Interval scale, int most) {
        if (config.minKeep() > most) {
            throw new IllegalArgumentException(
                    "minKeep must be <= " + most + " for " + block + " blocks of a scale in ["
                            + scale.low() + ", " + scale.high() + "] on a " + grid + "x" + grid + " grid but was "
                            + config.minKeep() + ".\nMaybe a larger " + block + "Scale, or smaller patches.");
        }
    }

    /** The authors' sampler takes what its one number says, so there the smallest target block counts. */
    private int smallestTarget() {
        int smallest = Integer.MAX_VALUE;
        for (int i = 0; i <= 1000; i++) {
            smallest = Math.min(smallest, target(i / 1000.0, i / 1000.0).patches());
        }
        return smallest;
    }

    /** The unbiased sampler redraws until a target block is large enough: the most patches that are not too rare for that. */
    private int attainableTarget() {
        int[] sizes = new int[LATTICE * LATTICE];
        for (int row = 0; row < LATTICE; row++) {
            for (int column = 0; column < LATTICE; column++) {
                BlockSize size = target((row + 0.5) / LATTICE, (column + 0.5) / LATTICE);
                sizes[row * LATTICE + column] = size.patches();
            }
        }
        Arrays.sort(sizes);
        return sizes[(int) (sizes.length * (1 - LEAST_CHANCE))];
    }

    /** Target and context size of the batch of a step. */
    Sizes draw(RandomGenerator generator, long step) {
        if (official) {
            double[] u = officialUniforms(step);
            return new Sizes(target(u[0], u[0]), context(u[1]));
        }
        BlockSize target = largeEnoughTarget(generator);
        return new Sizes(target, context(generator.nextDouble()));
    }

    private BlockSize largeEnoughTarget(RandomGenerator generator) {
        for (int draw = 0; draw < REDRAWS; draw++) {
            BlockSize target = target(generator.nextDouble(), generator.nextDouble());
            if (target.patches() > config.minKeep()) {
                return target;
            }
        }
        throw new IllegalStateException("None of " + REDRAWS + " target blocks had more than minKeep = "
                + config.minKeep() + " patches on a " + grid + "x" + grid + " grid.\nMaybe a larger targetScale.");
    }

    BlockSize target(double uScale, double uAspect) {
        return BlockSize.of(
                grid, config.targetScale().at(uScale), config.targetAspect().at(uAspect), limit);
    }

    BlockSize context(double u) {
        return BlockSize.of(grid, config.contextScale().at(u), 1, limit);
    }

    /** The two float32 numbers that the authors' sampler draws from a Mersenne twister seeded with the step. */
    static double[] officialUniforms(long step) {
        MersenneTwister twister = new MersenneTwister((int) step);
        return new double[] {uniform24(twister), uniform24(twister)};
    }

    private static double uniform24(MersenneTwister twister) {
        return (twister.nextInt() & 0xFFFFFF) * 0x1.0p-24;
    }

    /** The two sizes of a batch. */
    record Sizes(BlockSize target, BlockSize context) {}
}
