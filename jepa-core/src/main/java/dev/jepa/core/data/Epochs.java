package dev.jepa.core.data;

import dev.jepa.core.tensor.Rng;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which images a step sees: a pure function of the seed and the step. */
final class Epochs {
    private static final int KEPT = 4;

    private final int images;
    private final LoaderConfig config;
    private final Map<Long, long[]> orders = new LinkedHashMap<>();

    Epochs(int images, LoaderConfig config) {
        this.images = images;
        this.config = config;
        if (images < 1 || (config.dropLast() && images < config.batchSize())) {
            throw new IllegalArgumentException(
                    "a batch of %d images cannot be filled from a data set of %d.\nMaybe lower the batch size."
                            .formatted(config.batchSize(), images));
        }
    }

    int stepsPerEpoch() {
        return config.dropLast()
                ? images / config.batchSize()
                : (int) (((long) images + config.batchSize() - 1) / config.batchSize());
    }

    long epoch(long step) {
        return step / stepsPerEpoch();
    }

    /** The indices of the step's images, in the order of the batch. */
    int[] indices(long step) {
        int from = (int) (step % stepsPerEpoch()) * config.batchSize();
        int count = Math.min(config.batchSize(), images - from);
        int[] indices = new int[count];
        if (config.shuffle()) {
            long[] order = order(epoch(step));
            Arrays.setAll(indices, i -> (int) order[from + i]);
        } else {
            Arrays.setAll(indices, i -> from + i);
        }
        return indices;
    }

    private synchronized long[] order(long epoch) {
        long[] known = orders.get(epoch);
        if (known == null) {
            known = Rng.of(config.seed()).at(epoch, "order").permutation(images);
            orders.put(epoch, known);
            if (orders.size() > KEPT) {
                orders.remove(orders.keySet().iterator().next());
            }
        }
        return known;
    }
}
