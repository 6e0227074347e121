package dev.jepa.models.probe;

import dev.jepa.core.tensor.Autograd;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;

/**
 * Runs a frozen encoder over a set of images in batches: without recording, with one batch in memory at a time.
 *
 * <p>The iterator is asked for each batch inside the scope of that batch, so that what it makes then dies with it.
 */
public final class FeatureExtractor {
    private static final String ONLY = "features";

    private FeatureExtractor() {}

    /**
     * The features of all batches, in their order.
     *
     * @param batches images, as the encoder takes them
     * @param encoder a batch of images to features [B, D]
     * @return float32 [N, D] on the encoder's device; belongs to the current scope
     * @throws IllegalArgumentException if there is no batch, or features are not [B, D] with one D
     */
    public static Tensor extract(Iterable<Tensor> batches, Function<Tensor, Tensor> encoder) {
        return extractSeveral(batches, images -> Map.of(ONLY, encoder.apply(images)))
                .values()
                .iterator()
                .next();
    }

    /** As {@link #extract}, for images in memory [N, …], cut into batches. */
    public static Tensor extract(Tensor images, int batchSize, Function<Tensor, Tensor> encoder) {
        return extract(batches(images, batchSize), encoder);
    }

    /**
     * As {@link #extract}, for several kinds of features from one pass: last layer, last four layers …
     *
     * @param encoder a batch of images to features [B, D] by name, the same names for each batch
     * @return float32 [N, D] by name, in the order of the first batch
     */
    public static Map<String, Tensor> extractSeveral(
            Iterable<Tensor> batches, Function<Tensor, Map<String, Tensor>> encoder) {
        try (TensorScope scope = TensorScope.open()) {
            Map<String, List<Tensor>> parts = new LinkedHashMap<>();
            Iterator<Tensor> iterator = batches.iterator();
            int batch = 0;
            while (addBatch(iterator, encoder, batch, parts)) {
                batch++;
            }
            if (batch == 0) {
                throw new IllegalArgumentException("batches must hold at least one batch but there was none."
                        + "\nMaybe the data set is empty, or the iterator was used before.");
            }
            Map<String, Tensor> features = new LinkedHashMap<>();
            parts.forEach((name, list) -> features.put(name, scope.keep(Tensors.concat(list, 0))));
            return features;
        }
    }

    /** Whether there was one more batch. */
    private static boolean addBatch(
            Iterator<Tensor> iterator,
            Function<Tensor, Map<String, Tensor>> encoder,
            int batch,
            Map<String, List<Tensor>> parts) {
        try (TensorScope scope = TensorScope.open()) {
            if (!iterator.hasNext()) {
                return false;
            }
            Map<String, Tensor> encoded = Autograd.suspend(() -> encoder.apply(iterator.next()));
            if (batch > 0 && !encoded.keySet().equals(parts.keySet())) {
                throw new IllegalArgumentException("The encoder must give the same features for each batch but gave "
                        + parts.keySet() + " first and " + encoded.keySet() + " for batch " + batch + ".");
            }
            encoded.forEach((name, features) -> {
                List<Tensor> earlier = parts.computeIfAbsent(name, ignored -> new ArrayList<>());
                requireLike(name, features, batch, earlier);
                earlier.add(scope.keep(features.detach().to(DType.FLOAT32).contiguous()));
            });
            return true;
        }
    }

    private static void requireLike(String name, Tensor features, int batch, List<Tensor> earlier) {
        if (features.shape().rank() != 2
                || (!earlier.isEmpty() && features.size(1) != earlier.get(0).size(1))) {
            String expected =
                    earlier.isEmpty() ? "D" : String.valueOf(earlier.get(0).size(1));
            throw new IllegalArgumentException(name + " of batch " + batch + " must be [B, " + expected + "] but were "
                    + features.shape() + ".\nMaybe pool the tokens first: tokens.mean(1).");
        }
    }

    private static Iterable<Tensor> batches(Tensor images, int batchSize) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize must be >= 1 but was " + batchSize + ".");
        }
        return () -> new Iterator<>() {
            private long next;

            @Override
            public boolean hasNext() {
                return next < images.size(0);
            }

            @Override
            public Tensor next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                next += batchSize;
                return images.slice(0, next - batchSize, Math.min(next, images.size(0)));
            }
        };
    }
}
