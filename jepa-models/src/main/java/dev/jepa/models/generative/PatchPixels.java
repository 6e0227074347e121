package dev.jepa.models.generative;

import dev.jepa.core.tensor.Tensor;

/**
 * Images as rows of patches and back, within a patch row by row, the channels of a pixel together, as the authors of MAE have it.
 *
 * <p>Legend: B batch, C channels, g patches along a side, p pixels along a patch's side, N = g^2 patches.
 */
final class PatchPixels {
    private PatchPixels() {}

    /** [B, C, g p, g p] to [B, N, p p C]. */
    static Tensor of(Tensor images, int patch) {
        long batch = images.size(0);
        long channels = images.size(1);
        long grid = images.size(2) / patch;
        return images.reshape(batch, channels, grid, patch, grid, patch)
                .permute(0, 2, 4, 3, 5, 1) // [B, g, g, p, p, C]
                .reshape(batch, grid * grid, (long) patch * patch * channels);
    }

    /** [B, N, p p C] to [B, C, g p, g p]. */
    static Tensor images(Tensor patches, int patch, int channels) {
        long batch = patches.size(0);
        long grid = Math.round(Math.sqrt((double) patches.size(1)));
        return patches.reshape(batch, grid, grid, patch, patch, channels)
                .permute(0, 5, 1, 3, 2, 4) // [B, C, g, p, g, p]
                .reshape(batch, channels, grid * patch, grid * patch);
    }
}
