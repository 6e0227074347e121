package dev.jepa.core.trajectory;

import dev.jepa.core.tensor.Rng;
import java.util.stream.LongStream;

/**
 * Whole episodes set apart: none is in both parts.
 *
 * @param train to learn from
 * @param validation to judge by
 */
public record TrajectorySplit(Trajectories train, Trajectories validation) {
    /**
     * A split that is a function of the seed and the number of episodes.
     *
     * @param share of the episodes that are set apart, in (0, 1); at least one is, and at least one is not
     */
    public static TrajectorySplit of(Trajectories all, double share, long seed) {
        if (all.size() < 2 || !(share > 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "a split needs two episodes or more and a share in (0, 1) but got %d and %s."
                            .formatted(all.size(), share));
        }
        long[] order = Rng.of(seed).at("episodes set apart").permutation(all.size());
        int apart = (int) Math.max(1, Math.min(all.size() - 1, Math.round(share * all.size())));
        return new TrajectorySplit(all.subset(sorted(order, apart, all.size())), all.subset(sorted(order, 0, apart)));
    }

    private static int[] sorted(long[] order, int from, int to) {
        return LongStream.of(order)
                .skip(from)
                .limit((long) to - from)
                .mapToInt(Math::toIntExact)
                .sorted()
                .toArray();
    }
}
