package dev.jepa.core.trajectory;

import java.util.List;

/**
 * What the episodes of a set hold at each step.
 *
 * @param kind what observations are made of
 * @param observation the sizes of one observation: [C, H, W] of a picture, [S] of a measured state
 * @param actionDim A, components of an action; 0 where nothing acts
 * @param proprioceptionDim P, numbers known beside the observation, such as the true state behind a picture; 0 for none
 */
public record EpisodeShape(Kind kind, List<Integer> observation, int actionDim, int proprioceptionDim) {
    /** What observations are made of. */
    public enum Kind {
        /** Unsigned bytes. */
        PIXELS(1),
        /** Float32. */
        NUMBERS(Float.BYTES);

        private final int bytes;

        Kind(int bytes) {
            this.bytes = bytes;
        }
    }

    public EpisodeShape {
        observation = List.copyOf(observation);
        if (observation.isEmpty() || observation.stream().anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException("observation must have sizes >= 1 but was " + observation + ".");
        }
        if (actionDim < 0 || proprioceptionDim < 0) {
            throw new IllegalArgumentException("actionDim and proprioceptionDim must be >= 0 but were " + actionDim
                    + " and " + proprioceptionDim + ".");
        }
        requireFits("observation", kind.bytes, observation);
        requireFits("actionDim", Float.BYTES, List.of(actionDim));
        requireFits("proprioceptionDim", Float.BYTES, List.of(proprioceptionDim));
    }

    private static void requireFits(String name, double elementBytes, List<Integer> sizes) {
        double bytes = sizes.stream().mapToDouble(Integer::doubleValue).reduce(elementBytes, (a, b) -> a * b);
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "%s must fit into 2 GiB but %s takes %.0f bytes.\nMaybe its sizes are mistyped."
                            .formatted(name, sizes, bytes));
        }
    }

    /** States of {@code dim} numbers without proprioception. */
    public static EpisodeShape numbers(int dim, int actionDim) {
        return new EpisodeShape(Kind.NUMBERS, List.of(dim), actionDim, 0);
    }

    /** Bytes of one observation. */
    int observationBytes() {
        int bytes = kind.bytes;
        for (int size : observation) {
            bytes *= size;
        }
        return bytes;
    }

    int actionBytes() {
        return actionDim * Float.BYTES;
    }

    int proprioceptionBytes() {
        return proprioceptionDim * Float.BYTES;
    }

    /** The sizes of observations behind leading axes: [lead …, observation …]. */
    long[] observationShape(long... lead) {
        long[] shape = new long[lead.length + observation.size()];
        System.arraycopy(lead, 0, shape, 0, lead.length);
        for (int i = 0; i < observation.size(); i++) {
            shape[lead.length + i] = observation.get(i);
        }
        return shape;
    }
}
