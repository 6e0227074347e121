package dev.jepa.core.data;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Which images a step sees: a pure function of the seed and the step. */
final class Epochs {
    private static final int KEPT = 4;

    private final int images;
    private final LoaderConfig config;
    private final Map<Long, int[]> orders = new LinkedHashMap<>();

    Epochs(int images, LoaderConfig config) {
        this.images = images;
        this.config = config;
        if (images < 1 || (config.dropLast() && images < config.batchSize())) {
            throw new IllegalArgumentException(
                    "a batch of %d images cannot be filled from a data set of %d.%nMaybe lower the batch size."
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
            System.arraycopy(order(epoch(step)), from, indices, 0, count);
        } else {
            for (int i = 0; i < count; i++) {
                indices[i] = from + i;
            }
        }
        return indices;
    }

    private synchronized int[] order(long epoch) {
        int[] known = orders.get(epoch);
        if (known == null) {
            known = Permutation.of(images, new SplittableRandom(config.seed() * 0x9E3779B97F4A7C15L + epoch));
            orders.put(epoch, known);
            if (orders.size() > KEPT) {
                orders.remove(orders.keySet().iterator().next());
            }
        }
        return known;
    }
}
