package dev.jepa.examples.report;

import dev.jepa.core.tensor.LinearAlgebra;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows features of patches as colours: their first three principal components as red, green and blue.
 *
 * <p>The components are computed over all images together, so that equal colours in two pictures mean similar features.
 */
public final class PatchColours {
    private static final int CHANNELS = 3;

    private PatchColours() {}

    /**
     * One small picture for each image, one pixel for each patch.
     *
     * @param features [B, N, D], D at least 3; N patches row by row
     * @param rows rows of patches; N must be a multiple
     */
    public static List<BufferedImage> of(Tensor features, int rows) {
        if (features.shape().rank() != 3 || features.size(1) % rows != 0 || features.size(2) < CHANNELS) {
            throw new IllegalArgumentException("Features must be [B, N, D] with N a multiple of " + rows
                    + " rows and D >= 3 but were " + features.shape()
                    + ".\nMaybe a class token has to be cut off first.");
        }
        long batch = features.size(0); // B
        long patches = features.size(1); // N
        long columns = patches / rows;
        try (TensorScope scope = TensorScope.open()) {
            Tensor colours = components(features.detach().reshape(batch * patches, features.size(2))); // [B*N, 3]
            Tensor planes =
                    colours.reshape(batch, rows, columns, CHANNELS).permute(0, 3, 1, 2); // [B, 3, rows, columns]
            List<BufferedImage> pictures = new ArrayList<>();
            for (int i = 0; i < batch; i++) {
                pictures.add(Pixels.of(planes.select(0, i)));
            }
            return pictures;
        }
    }

    /** [M, D] to [M, 3] in 0 … 1: each component from two standard deviations below its mean to two above. */
    private static Tensor components(Tensor points) {
        Tensor centred = points.sub(points.meanKeep(0));
        Tensor covariance = centred.transpose(0, 1).matmul(centred).div((double) points.size(0)); // [D, D]
        Tensor vectors = LinearAlgebra.eigh(covariance).vectors(); // columns, by rising eigenvalue
        long width = vectors.size(1);
        Tensor projected =
                centred.matmul(vectors.slice(1, width - CHANNELS, width).flip(1)); // [M, 3]
        Tensor spread = projected.stdKeep(0, 0).add(1e-12); // [1, 3]
        return projected.div(spread).div(4.0).add(0.5).clamp(0, 1);
    }
}
