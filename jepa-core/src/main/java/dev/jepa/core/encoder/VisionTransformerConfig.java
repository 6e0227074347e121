package dev.jepa.core.encoder;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.nn.TransformerBlock;

/**
 * What a {@link VisionTransformer} is. Queries, keys and values have biases, layer normalisations an epsilon of 1e-6, and
 * weights start normal with std 0.02. The presets are those of the I-JEPA paper (arXiv 2301.08243, appendix A).
 *
 * @param imageSize side of the square images in pixels
 * @param patch side of a patch in pixels, a divisor of imageSize
 * @param channels C, channels of an image
 * @param dim D, channels of a token; a multiple of 4 with sine-cosine positions
 * @param depth number of blocks
 * @param heads attention heads, a divisor of dim
 * @param mlpRatio hidden channels of the MLP divided by dim
 * @param dropPath probability that a branch of the last block is dropped; it rises linearly from 0 in the first
 * @param classToken whether a learned token stands before the patches
 * @param learnedPositions whether positions are learned (std 0.02) rather than sine-cosine
 * @param rescaledInit whether initial weights that end a branch are divided by sqrt(2 layer), as I-JEPA's constructors do;
 *     its training entry point undoes that, so presets leave it off
 * @param std of the normal initial weights; the papers' is 0.02
 * @param stem how the pixels of a patch become its token
 */
public record VisionTransformerConfig(
        int imageSize,
        int patch,
        int channels,
        int dim,
        int depth,
        int heads,
        double mlpRatio,
        double dropPath,
        boolean classToken,
        boolean learnedPositions,
        boolean rescaledInit,
        double std,
        Stem stem) {

    /** How the pixels of a patch become its token. */
    public enum Stem {
        /** One linear layer, as in the papers. */
        LINEAR,
        /** Linear layers that join 2 x 2 neighbours again and again: {@link dev.jepa.core.nn.HierarchicalPatchEmbedding}. */
        HIERARCHICAL
    }

    public VisionTransformerConfig {
        Bounds.maybe("a patch of 16 for 224 pixels, or 4 for 32")
                .that(
                        patch >= 1 && imageSize >= patch && imageSize % patch == 0,
                        "patch",
                        "divide imageSize = " + imageSize,
                        patch)
                .that(
                        (long) imageSize / patch * (imageSize / patch) * Math.max(1, dim) <= Integer.MAX_VALUE,
                        "imageSize",
                        "make at most " + Integer.MAX_VALUE + " numbers of positions with patch = " + patch
                                + " and dim = " + dim,
                        imageSize);
        Bounds.maybe("VisionTransformerConfig.small(imageSize, patch)")
                .atLeast(1, "channels", channels)
                .atLeast(1, "dim", dim)
                .atLeast(1, "depth", depth)
                .positive("mlpRatio", mlpRatio)
                .shareBelowOne("dropPath", dropPath)
                .positive("std", std);
        Bounds.maybe(Math.max(1, dim / 64) + ", the papers' 64 channels a head")
                .that(heads >= 1 && dim % heads == 0, "heads", "divide dim = " + dim, heads);
        Bounds.maybe((dim / 4 + 1) * 4 + ", or learnedPositions = true")
                .that(learnedPositions || dim % 4 == 0, "dim", "be a multiple of 4 with sine-cosine positions", dim);
    }

    /** RGB, sine-cosine positions, no class token, MLP ratio 4, no drop path. */
    public static VisionTransformerConfig of(int imageSize, int patch, int dim, int depth, int heads) {
        return new VisionTransformerConfig(
                imageSize, patch, 3, dim, depth, heads, 4, 0, false, false, false, 0.02, Stem.LINEAR);
    }

    /** 192 channels, 12 blocks, 3 heads. */
    public static VisionTransformerConfig tiny(int imageSize, int patch) {
        return of(imageSize, patch, 192, 12, 3);
    }

    /** 384 channels, 12 blocks, 6 heads. */
    public static VisionTransformerConfig small(int imageSize, int patch) {
        return of(imageSize, patch, 384, 12, 6);
    }

    /** 768 channels, 12 blocks, 12 heads. */
    public static VisionTransformerConfig base(int imageSize, int patch) {
        return of(imageSize, patch, 768, 12, 12);
    }

    /** 1024 channels, 24 blocks, 16 heads. */
    public static VisionTransformerConfig large(int imageSize, int patch) {
        return of(imageSize, patch, 1024, 24, 16);
    }

    /** 1280 channels, 32 blocks, 16 heads. */
    public static VisionTransformerConfig huge(int imageSize, int patch) {
        return of(imageSize, patch, 1280, 32, 16);
    }

    /** 1408 channels, 40 blocks, 16 heads, MLP ratio 48/11. */
    public static VisionTransformerConfig giant(int imageSize, int patch) {
        VisionTransformerConfig base = of(imageSize, patch, 1408, 40, 16);
        return base.withMlpRatio(48.0 / 11);
    }

    /** This configuration with another number of image channels. */
    public VisionTransformerConfig withChannels(int number) {
        return new VisionTransformerConfig(
                imageSize,
                patch,
                number,
                dim,
                depth,
                heads,
                mlpRatio,
                dropPath,
                classToken,
                learnedPositions,
                rescaledInit,
                std,
                stem);
    }

    /** This configuration with another MLP ratio. */
    public VisionTransformerConfig withMlpRatio(double ratio) {
        return new VisionTransformerConfig(
                imageSize,
                patch,
                channels,
                dim,
                depth,
                heads,
                ratio,
                dropPath,
                classToken,
                learnedPositions,
                rescaledInit,
                std,
                stem);
    }

    /** This configuration with another drop path. */
    public VisionTransformerConfig withDropPath(double p) {
        return new VisionTransformerConfig(
                imageSize,
                patch,
                channels,
                dim,
                depth,
                heads,
                mlpRatio,
                p,
                classToken,
                learnedPositions,
                rescaledInit,
                std,
                stem);
    }

    /** This configuration with a class token. */
    public VisionTransformerConfig withClassToken() {
        return new VisionTransformerConfig(
                imageSize,
                patch,
                channels,
                dim,
                depth,
                heads,
                mlpRatio,
                dropPath,
                true,
                learnedPositions,
                rescaledInit,
                std,
                stem);
    }

    /** This configuration with learned positions. */
    public VisionTransformerConfig withLearnedPositions() {
        return new VisionTransformerConfig(
                imageSize,
                patch,
                channels,
                dim,
                depth,
                heads,
                mlpRatio,
                dropPath,
                classToken,
                true,
                rescaledInit,
                std,
                stem);
    }

    /** This configuration with initial weights rescaled by depth. */
    public VisionTransformerConfig withRescaledInit() {
        return new VisionTransformerConfig(
                imageSize,
                patch,
                channels,
                dim,
                depth,
                heads,
                mlpRatio,
                dropPath,
                classToken,
                learnedPositions,
                true,
                std,
                stem);
    }

    /** This configuration with initial weights of another standard deviation. */
    public VisionTransformerConfig withStd(double value) {
        return new VisionTransformerConfig(
                imageSize,
                patch,
                channels,
                dim,
                depth,
                heads,
                mlpRatio,
                dropPath,
                classToken,
                learnedPositions,
                rescaledInit,
                value,
                stem);
    }

    /** This configuration with another stem. */
    public VisionTransformerConfig withStem(Stem other) {
        return new VisionTransformerConfig(
                imageSize,
                patch,
                channels,
                dim,
                depth,
                heads,
                mlpRatio,
                dropPath,
                classToken,
                learnedPositions,
                rescaledInit,
                std,
                other);
    }

    /** Patches along a side. */
    public int gridSide() {
        return imageSize / patch;
    }

    /** N, the number of patches. */
    public int patches() {
        return gridSide() * gridSide();
    }

    /** The configuration of block number {@code index}, counted from 0. */
    TransformerBlock.Config block(int index) {
        double drop = depth == 1 ? dropPath : dropPath * index / (depth - 1);
        TransformerBlock.Config block = TransformerBlock.Config.of(dim, heads)
                .withMlpRatio(mlpRatio)
                .withDropPath(drop)
                .withStd(std);
        return rescaledInit ? block.rescaledForLayer(index + 1) : block;
    }
}
