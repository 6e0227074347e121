package dev.jepa.losses.vicregl;

import dev.jepa.core.tensor.Tensor;
import dev.jepa.losses.embedding.Embeddings;

/**
 * What VICRegL sees of a view of each image.
 *
 * @param embedding [B, D], behind the expander
 * @param map [B, N, C], behind the expander of maps
 * @param locations [B, N, 2], where in the image the places of the map lie: {@code Crops.centres}
 */
public record LocalView(Tensor embedding, Tensor map, Tensor locations) {
    public LocalView {
        Embeddings.requireMatrix(embedding, 1);
        if (map.shape().rank() != 3
                || locations.shape().rank() != 3
                || locations.size(2) != 2
                || locations.size(0) != map.size(0)
                || locations.size(1) != map.size(1)
                || embedding.size(0) != map.size(0)) {
            throw new IllegalArgumentException(
                    "A view must have an embedding [B, D], a map [B, N, C] and locations [B, N, 2] but they were "
                            + embedding.shape() + ", " + map.shape() + " and " + locations.shape()
                            + ".\nMaybe flatten height and width: flatten(1, 2).");
        }
        Embeddings.require(map, 1);
        Embeddings.requireFloating("Locations", locations);
    }
}
