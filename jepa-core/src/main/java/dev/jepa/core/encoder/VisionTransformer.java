package dev.jepa.core.encoder;

import dev.jepa.core.model.MapEncoder;
import dev.jepa.core.nn.HierarchicalPatchEmbedding;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Initializer;
import dev.jepa.core.nn.LayerNorm;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.nn.PatchEmbedding;
import dev.jepa.core.nn.PatchStem;
import dev.jepa.core.nn.SinCosPositions;
import dev.jepa.core.nn.TransformerBlock;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Vision transformer (arXiv 2010.11929) that can encode a part of the patches only, as I-JEPA (arXiv 2301.08243) and MAE do.
 *
 * <p>Dimensions: B batch, C channels, N patches, K kept patches, D channels of a token. Patches are numbered row by row.
 * Parts {@code patch_embed.proj}, {@code pos_embed}, {@code blocks.i.*}, {@code norm} and, if there is one,
 * {@code cls_token}, as in timm and the official I-JEPA; with a hierarchical stem {@code patch_embed.merges.i} and
 * {@code patch_embed.norms.i}. Sine-cosine positions are a buffer.
 *
 * <p>Differs from timm: no class token unless asked for, and no classifier.
 */
public final class VisionTransformer extends Module implements MapEncoder {
    private static final double EPSILON = 1e-6;

    private final VisionTransformerConfig config;
    private final PatchStem stem;
    private final @Nullable Tensor classToken; // [1, 1, D]
    private final Tensor positions; // [1, N, D], with a class token [1, 1 + N, D]
    private final List<TransformerBlock> blocks = new ArrayList<>();
    private final LayerNorm norm;

    public VisionTransformer(VisionTransformerConfig config, Init init) {
        this.config = config;
        int dim = config.dim();
        Initializer normal = Initializer.truncatedNormal(config.std());
        classToken = config.classToken()
                ? parameter("cls_token", init.at("cls_token").make(normal, 1, 1, dim))
                : null;
        positions = makePositions(normal, init.at("pos_embed"));
        stem = makeStem(init.at("patch_embed"));
        for (int i = 0; i < config.depth(); i++) {
            blocks.add(child(
                    "blocks." + i,
                    new TransformerBlock(config.block(i), init.at("blocks").at(i))));
        }
        norm = child("norm", new LayerNorm(dim, EPSILON, init.at("norm")));
    }

    private PatchStem makeStem(Init init) {
        int channels = config.channels();
        int patch = config.patch();
        int dim = config.dim();
        double std = config.std();
        return switch (config.stem()) {
            case LINEAR -> child("patch_embed", new PatchEmbedding(channels, patch, dim, std, init));
            case HIERARCHICAL -> child("patch_embed", new HierarchicalPatchEmbedding(channels, patch, dim, std, init));
        };
    }

    private Tensor makePositions(Initializer normal, Init init) {
        int extra = config.classToken() ? 1 : 0;
        int dim = config.dim();
        if (config.learnedPositions()) {
            return parameter("pos_embed", init.make(normal, 1, extra + config.patches(), dim));
        }
        return buffer(
                "pos_embed",
                init.make(
                        (rng, shape) -> {
                            Tensor grid = SinCosPositions.grid(config.gridSide(), config.gridSide(), dim)
                                    .unsqueeze(0);
                            return extra == 0
                                    ? grid
                                    : Tensors.concat(List.of(grid.slice(1, 0, 1).mul(0.0), grid), 1);
                        },
                        1,
                        extra + config.patches(),
                        dim));
    }

    /** What this transformer is. */
    public VisionTransformerConfig config() {
        return config;
    }

    @Override
    public int dim() {
        return config.dim();
    }

    /** All patches: images [B, C, H, W] to [B, N, D], with a class token first if there is one. */
    @Override
    public Tensor encode(Tensor images, Mode mode) {
        return norm.forward(run(prepend(embed(images)), mode, 0).get(0));
    }

    /** The tokens of all patches, [B, N, D], without a class token. */
    @Override
    public Tensor encodeMap(Tensor images, Mode mode) {
        Tensor tokens = encode(images, mode);
        return classToken == null ? tokens : tokens.slice(1, 1, tokens.size(1));
    }

    /** The mean of the patches' tokens, [B, D]; here {@link #encode} gives the tokens themselves. */
    @Override
    public Tensor pool(Tensor map) {
        return map.mean(1);
    }

    /**
     * Some patches only: the others are not seen by the blocks.
     *
     * @param kept int64 [B, K], the numbers of each image's patches
     * @return [B, K, D], with a class token first if there is one
     */
    public Tensor encode(Tensor images, Tensor kept, Mode mode) {
        if (kept.dtype() != DType.INT64
                || kept.shape().rank() != 2
                || kept.size(0) != images.size(0)
                || kept.size(1) < 1) {
            throw new IllegalArgumentException(
                    "kept must be int64 [B, K] with B = " + images.size(0) + " and K >= 1 but was " + kept.dtype() + " "
                            + kept.shape() + ".\nMaybe a mask of one image was not repeated for the batch.");
        }
        requireSize(images);
        Tensor codes = positionsOfPatches().expand(images.size(0), -1, -1).gatherTokens(kept);
        Tensor tokens = stem.forward(images, kept).add(codes); // [B, K, D]
        return norm.forward(run(prepend(tokens), mode, 0).get(0));
    }

    /**
     * The normalised outputs of the last blocks over all patches, the deepest last: what probes concatenate.
     *
     * @param count how many blocks, at most the depth
     * @return {@code count} tensors [B, N, D]; the last equals {@link #encode(Tensor, Mode)}
     */
    public List<Tensor> encodeLast(Tensor images, int count, Mode mode) {
        return encodeDepths(images, count, mode).last();
    }

    /** As {@link #encodeLast}, with the stem's tokens. */
    public Depths encodeDepths(Tensor images, int count, Mode mode) {
        if (count < 1 || count > blocks.size()) {
            throw new IllegalArgumentException(
                    "count must lie in 1 … " + blocks.size() + ", the depth, but was " + count + ".");
        }
        Tensor patches = patches(images);
        List<Tensor> last = run(prepend(patches.add(positionsOfPatches())), mode, count - 1).stream()
                .map(norm::forward)
                .toList();
        return new Depths(patches, last);
    }

    /**
     * What a transformer makes of images on the way.
     *
     * @param stem tokens of the patches, each of its own pixels alone, before positions are added, [B, N, D]
     * @param last normalised outputs of the last blocks, the deepest last, [B, N, D] each, with a class token first if there is one
     */
    public record Depths(Tensor stem, List<Tensor> last) {}

    /** Patches with their positions added: [B, C, H, W] to [B, N, D]. */
    private Tensor embed(Tensor images) {
        return patches(images).add(positionsOfPatches());
    }

    private Tensor patches(Tensor images) {
        requireSize(images);
        return stem.forward(images);
    }

    /** [1, N, D]. */
    private Tensor positionsOfPatches() {
        return classToken == null ? positions : positions.slice(1, 1, Long.MAX_VALUE);
    }

    private void requireSize(Tensor images) {
        if (!images.dtype().isFloating()
                || images.shape().rank() != 4
                || images.size(1) != config.channels()
                || images.size(2) != config.imageSize()
                || images.size(3) != config.imageSize()) {
            throw new IllegalArgumentException(
                    "Images must be floating-point [B, " + config.channels() + ", " + config.imageSize() + ", "
                            + config.imageSize() + "] but were " + images.dtype() + " " + images.shape()
                            + ".\nMaybe resize them, or configure the transformer for this size.");
        }
    }

    private Tensor prepend(Tensor tokens) {
        if (classToken == null) {
            return tokens;
        }
        Tensor first = classToken.add(positions.slice(1, 0, 1)).expand(tokens.size(0), 1, config.dim());
        return Tensors.concat(List.of(first, tokens), 1);
    }

    /** The outputs of the last block and of {@code before} blocks in front of it. */
    private List<Tensor> run(Tensor tokens, Mode mode, int before) {
        List<Tensor> outputs = new ArrayList<>();
        Tensor x = tokens;
        for (int i = 0; i < blocks.size(); i++) {
            x = blocks.get(i).forward(x, mode.at(i));
            if (i >= blocks.size() - 1 - before) {
                outputs.add(x);
            }
        }
        return outputs;
    }

    /** The attention weights of a block over all patches, [B, heads, N, N]: for pictures of what a token looks at. */
    public Tensor attention(Tensor images, int block) {
        if (block < 0 || block >= blocks.size()) {
            throw new IllegalArgumentException("block must lie in 0 … " + (blocks.size() - 1) + " but was " + block
                    + ".\nMaybe the last, " + (blocks.size() - 1) + ".");
        }
        try (TensorScope scope = TensorScope.open()) {
            Tensor x = prepend(embed(images));
            for (int i = 0; i < block; i++) {
                x = blocks.get(i).forward(x, Mode.EVAL);
            }
            return scope.keep(blocks.get(block).attentionWeights(x));
        }
    }
}
