package dev.jepa.core.nn;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.Convolution.Window;
import dev.jepa.core.tensor.Tensor;

/**
 * Cuts images into square patches and maps each to a token (arXiv 2010.11929, equation 1): [B, C, H, W] to [B, N, D], rows
 * of patches from the top. Part {@code proj}, a convolution whose stride is its kernel, as in timm.
 */
public final class PatchEmbedding extends Module implements PatchStem {
    private final int patch;
    private final Conv2d proj;

    /** With normal initial weights and a bias of zeros. */
    public PatchEmbedding(int channels, int patch, int dim, double std, Init init) {
        Bounds.maybe("a patch of 16")
                .atLeast(1, "channels", channels)
                .atLeast(1, "patch", patch)
                .atLeast(1, "dim", dim);
        this.patch = patch;
        proj = child(
                "proj",
                new Conv2d(
                        channels,
                        dim,
                        patch,
                        Window.DEFAULT.withStride(patch),
                        Initializer.truncatedNormal(std),
                        init.at("proj")));
    }

    @Override
    public Tensor forward(Tensor images) {
        requireWhole(images, patch);
        return proj.forward(images).flatten(2, 3).transpose(1, 2); // [B, N, D]
    }

    @Override
    public Tensor forward(Tensor images, Tensor kept) {
        return forward(images).gatherTokens(kept); // the convolution cuts the patches itself
    }

    static void requireWhole(Tensor images, int patch) {
        if (images.shape().rank() != 4 || images.size(2) % patch != 0 || images.size(3) % patch != 0) {
            throw new IllegalArgumentException("Images must be [B, C, H, W] with sides divisible by the patch size "
                    + patch + " but were " + images.shape() + ".\nMaybe resize or crop them.");
        }
    }
}
