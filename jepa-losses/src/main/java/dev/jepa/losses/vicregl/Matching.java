package dev.jepa.losses.vicregl;

import dev.jepa.core.tensor.Distances;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.losses.embedding.Embeddings;

/**
 * Places of one map and the place of another map that each is matched with.
 *
 * <p>Every place is matched with its nearest candidate by Euclidean distance; of these matches the K closest are kept, in the
 * order of their places. On ties the first place wins. Source: VICRegL, arXiv 2210.01571, section 3.
 *
 * @param places int64 [B, K]
 * @param candidates int64 [B, K]
 */
public record Matching(Tensor places, Tensor candidates) {
    /**
     * Matches places by what stands at them: features, or locations in the image.
     *
     * @param map [B, N, C]
     * @param others [B, M, C]
     * @param count K; all N where K &gt;= N
     */
    public static Matching nearest(Tensor map, Tensor others, int count) {
        if (map.shape().rank() != 3
                || others.shape().rank() != 3
                || map.size(0) != others.size(0)
                || map.size(2) != others.size(2)
                || count < 1) {
            throw new IllegalArgumentException("Maps must be [B, N, C] and [B, M, C] and the matches >= 1 but were "
                    + map.shape() + ", " + others.shape() + " and " + count
                    + ".\nMaybe flatten height and width: flatten(1, 2).");
        }
        Embeddings.require(map, 1);
        Embeddings.require(others, 1);
        Tensor distances = Distances.cdist(map.detach(), others.detach(), 2); // [B, N, M]
        Tensor nearest = distances.argMin(2); // [B, N]
        long kept = Math.min(count, map.size(1));
        Tensor closest = distances.min(2).sort(1, false).indices().slice(1, 0, kept); // [B, K]
        Tensor places = closest.sort(1, false).values();
        return new Matching(places, nearest.gather(1, places));
    }
}
