package dev.jepa.models.ijepa;

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
 * g_phi: predicts the representation of target patches from the tokens of the context and the targets' positions.
 *
 * <p>A narrow transformer over context tokens and one mask token (a learned vector + its position) a target patch. The
 * authors run it once a target block; {@link IJepaConfig.PredictorConfig.Pass#JOINT} runs it once for all blocks, so that blocks see
 * each other's mask tokens and the context is not recomputed. Of another view it predicts all patches in one pass. Source: arXiv
 * 2301.08243, section 3; names as in the authors' state dict, and {@code predictor_view} for what differs between views.
 *
 * <p>Legend: B batch, K context tokens, M target blocks, T patches a block, D encoder width, E features of a target ({@link
 * IJepaConfig#targetDim}, D in the paper), P predictor width, N patches.
 */
public final class IJepaPredictor extends Module {
    private static final double EPSILON = 1e-6;

    private final IJepaConfig.PredictorConfig.Pass pass;
    private final int width;
    private final int grid;
    private final Linear embed;
    private final Tensor maskToken; // [1, 1, P]
    private final Tensor positions; // [1, N, P]
    private final List<TransformerBlock> blocks = new ArrayList<>();
    private final LayerNorm norm;
    private final Linear project;
    private final @Nullable Linear change; // of size and direction, between two views

    public IJepaPredictor(IJepaConfig config, Init init) {
        IJepaConfig.PredictorConfig predictor = config.predictor();
        width = predictor.dim();
        grid = config.encoder().gridSide();
        Initializer weights = Initializer.truncatedNormal(config.encoder().std());
        Initializer codes =
                (rng, shape) -> SinCosPositions.grid(grid, grid, width).reshape(shape);
        pass = predictor.pass();
        embed = child(
                "predictor_embed", new Linear(config.encoder().dim(), width, weights, init.at("predictor_embed")));
        maskToken = parameter("mask_token", init.at("mask_token").make(weights, 1, 1, width));
        positions = buffer("predictor_pos_embed", init.make(codes, 1, (long) grid * grid, width));
        for (int i = 0; i < predictor.depth(); i++) {
            Init own = init.at("predictor_blocks").at(i);
            blocks.add(child("predictor_blocks." + i, new TransformerBlock(config.predictorBlock(i), own)));
        }
        norm = child("predictor_norm", new LayerNorm(width, EPSILON, init.at("predictor_norm")));
        project = child("predictor_proj", new Linear(width, config.targetDim(), weights, init.at("predictor_proj")));
        change = config.target().view() == IJepaConfig.TargetConfig.View.OTHER
                ? child("predictor_view", new Linear(3, width, weights, init.at("predictor_view")))
                : null;
    }

    /**
     * The predicted representations of the target blocks.
     *
     * @param context s_x, [B, K, D]
     * @param contextIndices patches of the context, int64 [B, K]
     * @param targetIndices patches of the M target blocks, int64 [B, T] each
     * @return [M B, T, E], block by block
     */
    public Tensor forward(Tensor context, Tensor contextIndices, List<Tensor> targetIndices, Mode mode) {
        Tensor x = embedded(context, contextIndices); // [B, K, P]
        return pass == IJepaConfig.PredictorConfig.Pass.JOINT
                ? jointly(x, targetIndices, mode)
                : blockByBlock(x, targetIndices, mode);
    }

    /**
     * The predicted representations of another view's patches.
     *
     * @param context s_x, [B, K, D]
     * @param contextIndices patches of the context, int64 [B, K]
     * @return [B, N, E]
     * @throws IllegalStateException if it was not made for that ({@link IJepaConfig.TargetConfig.View#OTHER})
     */
    public Tensor forward(Tensor context, Tensor contextIndices, OtherView other, Mode mode) {
        if (change == null) {
            throw new IllegalStateException("This predictor knows of one view only.\nMaybe target.view=other.");
        }
        Tensor places = SinCosPositions.at(other.places(grid), width); // [B, N, P]
        Tensor queries = places.add(change.forward(other.change()).unsqueeze(1)).add(maskToken);
        Tensor x = embedded(context, contextIndices); // [B, K, P]
        return output(Tensors.concat(List.of(x, queries), 1), x.size(1), mode);
    }

    private Tensor embedded(Tensor context, Tensor contextIndices) {
        return embed.forward(context).add(positionsAt(contextIndices));
    }

    private Tensor blockByBlock(Tensor x, List<Tensor> targetIndices, Mode mode) {
        int count = targetIndices.size();
        Tensor queries = positionsAt(Tensors.concat(targetIndices, 0)).add(maskToken); // [M B, T, P]
        Tensor tokens = Tensors.concat(List.of(x.repeat(count, 1, 1), queries), 1); // [M B, K + T, P]
        return output(tokens, x.size(1), mode); // [M B, T, E]
    }

    private Tensor jointly(Tensor x, List<Tensor> targetIndices, Mode mode) {
        long batch = x.size(0);
        int count = targetIndices.size();
        long length = targetIndices.get(0).size(1);
        Tensor queries = positionsAt(Tensors.concat(targetIndices, 1)).add(maskToken); // [B, M T, P]
        Tensor tokens = Tensors.concat(List.of(x, queries), 1); // [B, K + M T, P]
        Tensor predicted = output(tokens, x.size(1), mode); // [B, M T, E]
        return predicted
                .reshape(batch, count, length, predicted.size(-1))
                .transpose(0, 1)
                .reshape(count * batch, length, predicted.size(-1)); // [M B, T, E]
    }

    private Tensor output(Tensor tokens, long contextLength, Mode mode) {
        Tensor x = tokens;
        for (int i = 0; i < blocks.size(); i++) {
            x = blocks.get(i).forward(x, mode.at(i));
        }
        return project.forward(norm.forward(x.slice(1, contextLength, Long.MAX_VALUE)));
    }

    private Tensor positionsAt(Tensor indices) {
        return positions.expand(indices.size(0), -1, -1).gatherTokens(indices); // [B, K, P]
    }
}
