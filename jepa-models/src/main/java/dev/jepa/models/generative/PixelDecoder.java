package dev.jepa.models.generative;

import dev.jepa.core.encoder.VisionTransformerConfig;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Initializer;
import dev.jepa.core.nn.LayerNorm;
import dev.jepa.core.nn.Linear;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.nn.SinCosPositions;
import dev.jepa.core.nn.TransformerBlock;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Predicts the pixels of patches from the encoder's tokens: a light transformer over them and, at patches that the encoder has not
 * seen, over one learned mask token, each with its sine-cosine position (arXiv 2111.06377, section 3). Names as in the authors'
 * state dict.
 *
 * <p>Legend: B batch, K visible patches, T masked patches, N all patches, D encoder width, P decoder width, p side of a patch, C channels.
 */
public final class PixelDecoder extends Module {
    private static final double EPSILON = 1e-6;

    private final Linear embed;
    private final @Nullable Tensor maskToken; // [1, 1, P]
    private final Tensor positions; // [1, N, P]
    private final List<TransformerBlock> blocks = new ArrayList<>();
    private final LayerNorm norm;
    private final Linear project;

    /**
     * A decoder for the tokens of an encoder.
     *
     * @param forMasked whether there are patches that the encoder does not see, for which a mask token is learned
     */
    public PixelDecoder(VisionTransformerConfig encoder, DecoderConfig config, boolean forMasked, Init init) {
        int width = config.dim();
        int grid = encoder.gridSide();
        Initializer weights = Initializer.truncatedNormal(encoder.std());
        Initializer codes =
                (rng, shape) -> SinCosPositions.grid(grid, grid, width).reshape(shape);
        embed = child("decoder_embed", new Linear(encoder.dim(), width, weights, init.at("decoder_embed")));
        maskToken = forMasked ? parameter("mask_token", init.at("mask_token").make(weights, 1, 1, width)) : null;
        positions = buffer("decoder_pos_embed", init.make(codes, 1, encoder.patches(), width));
        for (int i = 0; i < config.depth(); i++) {
            Init own = init.at("decoder_blocks").at(i);
            blocks.add(child("decoder_blocks." + i, new TransformerBlock(config.block(encoder, i), own)));
        }
        norm = child("decoder_norm", new LayerNorm(width, EPSILON, init.at("decoder_norm")));
        int pixels = encoder.patch() * encoder.patch() * encoder.channels();
        project = child("decoder_pred", new Linear(width, pixels, weights, init.at("decoder_pred")));
    }

    /**
     * The pixels of all patches from the tokens of all.
     *
     * @param tokens [B, N, D]
     * @return [B, N, p p C]
     */
    public Tensor forward(Tensor tokens, Mode mode) {
        return pixels(transformed(embed.forward(tokens).add(positions), mode));
    }

    /**
     * The pixels of masked patches.
     *
     * @param tokens of the visible patches, [B, K, D]
     * @param visible their numbers, int64 [B, K]
     * @param masked the numbers of those to predict, int64 [B, T]
     * @return [B, T, p p C]
     */
    public Tensor forward(Tensor tokens, Tensor visible, Tensor masked, Mode mode) {
        if (maskToken == null) {
            throw new IllegalStateException("This decoder has no mask token.\nMaybe make it with forMasked = true.");
        }
        Tensor seen = embed.forward(tokens).add(positionsAt(visible)); // [B, K, P]
        Tensor queries = positionsAt(masked).add(maskToken); // [B, T, P]
        Tensor all = transformed(Tensors.concat(List.of(seen, queries), 1), mode); // [B, K + T, P]
        return pixels(all.slice(1, visible.size(1), Long.MAX_VALUE)); // [B, T, p p C]
    }

    private Tensor transformed(Tensor tokens, Mode mode) {
        Tensor x = tokens;
        for (int i = 0; i < blocks.size(); i++) {
            x = blocks.get(i).forward(x, mode.at(i));
        }
        return x;
    }

    private Tensor pixels(Tensor x) {
        return project.forward(norm.forward(x));
    }

    private Tensor positionsAt(Tensor indices) {
        return positions.expand(indices.size(0), -1, -1).gatherTokens(indices);
    }
}
