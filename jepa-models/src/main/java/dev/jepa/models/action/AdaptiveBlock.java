package dev.jepa.models.action;

import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Initializer;
import dev.jepa.core.nn.Linear;
import dev.jepa.core.nn.Mlp;
import dev.jepa.core.nn.Module;
import dev.jepa.core.nn.SelfAttention;
import dev.jepa.core.tensor.Normalization;
import dev.jepa.core.tensor.Tensor;
import java.util.List;

/**
 * A transformer block whose normalisations are moved and scaled, and whose branches are gated, by a condition (AdaLN-zero,
 * arXiv 2212.09748, section 3.2): x + g1 attn(LN(x)(1 + c1) + b1), then the same with the MLP.
 *
 * <p>The layer that makes shifts, scales and gates begins at zero, so the block begins as the identity.
 */
final class AdaptiveBlock extends Module {
    private static final double EPSILON = 1e-6;

    private final SelfAttention attention;
    private final Mlp mlp;
    private final Linear modulation; // [6 D, E]

    AdaptiveBlock(int dim, int heads, int conditionDim, Init init) {
        Initializer weights = Initializer.xavierUniform(dim, dim);
        attention = child("attn", new SelfAttention(dim, heads, true, weights, weights, init.at("attn")));
        mlp = child("mlp", new Mlp(dim, 4 * dim, dim, init.at("mlp")));
        modulation = child("modulation", new Linear(conditionDim, 6 * dim, Initializer.zeros(), init.at("modulation")));
    }

    /**
     * One block.
     *
     * @param x [B, T, D]
     * @param condition [B, T, E]
     * @param mask which tokens each may attend to, [T, T]
     */
    Tensor forward(Tensor x, Tensor condition, Tensor mask) {
        List<Tensor> parts = modulation.forward(condition.silu()).split((int) x.size(2), 2); // 6 of [B, T, D]
        Tensor attended = attention.forward(modulated(x, parts.get(0), parts.get(1)), mask);
        Tensor y = x.add(attended.mul(parts.get(2)));
        Tensor mixed = mlp.forward(modulated(y, parts.get(3), parts.get(4)));
        return y.add(mixed.mul(parts.get(5)));
    }

    private static Tensor modulated(Tensor x, Tensor shift, Tensor scale) {
        return Normalization.layerNorm(x, 1, null, null, EPSILON)
                .mul(scale.add(1.0))
                .add(shift);
    }
}
