package dev.jepa.core.nn;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds each patch's token from its pixels by joining 2 x 2 neighbours again and again, with a linear layer, a layer
 * normalisation and a GELU each time: [B, C, H, W] to [B, N, D], rows of patches from the top. Channels double with every
 * joining until D, whose layer ends without normalisation and GELU.
 *
 * <p>Like a convolutional stem it shares weights between places within a patch; unlike one it never looks beyond the patch, so
 * that a masked patch leaves no trace in its neighbours (as HiViT, arXiv 2205.14949, which joins tokens the same way).
 *
 * <p>Parts {@code merges.i} and {@code norms.i}, from pixels to tokens.
 */
public final class HierarchicalPatchEmbedding extends Module implements PatchStem {
    private static final double EPSILON = 1e-6;

    private final int patch;
    private final List<Linear> merges = new ArrayList<>();
    private final List<LayerNorm> norms = new ArrayList<>();

    /**
     * With normal initial weights and biases of zeros.
     *
     * @param patch side of a patch in pixels, a power of 2
     * @param dim D, a multiple of patch / 2
     */
    public HierarchicalPatchEmbedding(int channels, int patch, int dim, double std, Init init) {
        Bounds.maybe("3 channels").atLeast(1, "channels", channels).atLeast(1, "dim", dim);
        if (patch < 2 || Integer.bitCount(patch) != 1 || dim % (patch / 2) != 0) {
            throw new IllegalArgumentException(
                    "A hierarchical stem needs a patch that is a power of 2 and channels that are a"
                            + " multiple of half of it, but patch was " + patch + " and dim " + dim
                            + ".\nMaybe stem=linear.");
        }
        this.patch = patch;
        int levels = Integer.numberOfTrailingZeros(patch);
        int width = channels;
        for (int i = 0; i < levels; i++) {
            int next = dim >> (levels - 1 - i);
            Initializer weights = Initializer.truncatedNormal(std);
            merges.add(child(
                    "merges." + i,
                    new Linear(4 * width, next, weights, init.at("merges").at(i))));
            if (i < levels - 1) {
                norms.add(child(
                        "norms." + i,
                        new LayerNorm(next, EPSILON, init.at("norms").at(i))));
            }
            width = next;
        }
    }

    @Override
    public Tensor forward(Tensor images) {
        return tokens(pixels(images), images.size(1));
    }

    @Override
    public Tensor forward(Tensor images, Tensor kept) {
        return tokens(pixels(images).gatherTokens(kept), images.size(1));
    }

    /** The pixels of each patch, row by row, a pixel's channels side by side: [B, C, H, W] to [B, N, patch patch C]. */
    private Tensor pixels(Tensor images) {
        PatchEmbedding.requireWhole(images, patch);
        long b = images.size(0);
        long c = images.size(1);
        long rows = images.size(2) / patch;
        long columns = images.size(3) / patch;
        return images.reshape(b, c, rows, patch, columns, patch)
                .permute(0, 2, 4, 3, 5, 1)
                .reshape(b, rows * columns, c * patch * patch);
    }

    /** [B, N, patch patch C] to [B, N, D]. */
    private Tensor tokens(Tensor pixels, long channels) {
        Tensor x = pixels.reshape(pixels.size(0), pixels.size(1), patch, patch, channels);
        for (int i = 0; i < merges.size(); i++) {
            x = merges.get(i).forward(joined(x)); // [B, N, s, s, c], s half of what it was
            if (i < norms.size()) {
                x = norms.get(i).forward(x).gelu();
            }
        }
        return x.flatten(1, 3); // [B, N, D]
    }

    /** The channels of 2 x 2 neighbours behind each other: [B, N, s, s, c] to [B, N, s / 2, s / 2, 4 c]. */
    private static Tensor joined(Tensor x) {
        long half = x.size(2) / 2;
        return x.reshape(x.size(0), x.size(1), half, 2, half, 2, x.size(4))
                .permute(0, 1, 2, 4, 3, 5, 6)
                .reshape(x.size(0), x.size(1), half, half, 4 * x.size(4));
    }
}
