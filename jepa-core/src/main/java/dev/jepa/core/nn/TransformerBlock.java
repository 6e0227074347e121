package dev.jepa.core.nn;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.Dropout;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import org.jspecify.annotations.Nullable;

/**
 * A pre-norm transformer block (arXiv 2010.11929): x + attn(norm1(x)), then x + mlp(norm2(x)), each branch dropped for
 * whole examples with the probability of its drop path (arXiv 1603.09382).
 *
 * <p>Parts {@code norm1}, {@code attn.qkv}, {@code attn.proj}, {@code norm2}, {@code mlp.fc1}, {@code mlp.fc2} as in timm.
 */
public final class TransformerBlock extends Module {
    private final double dropPath;
    private final LayerNorm norm1;
    private final SelfAttention attention;
    private final LayerNorm norm2;
    private final Mlp mlp;

    /**
     * What a block is.
     *
     * @param dim D, channels of a token
     * @param heads attention heads, a divisor of dim
     * @param mlpRatio hidden channels of the MLP divided by dim
     * @param qkvBias whether queries, keys and values have a bias
     * @param dropPath probability that a branch is dropped, in [0, 1)
     * @param epsilon of the layer normalisations
     * @param std of the normal initial weights
     * @param residualStd of the layers that end a branch, attn.proj and mlp.fc2
     */
    public record Config(
            int dim,
            int heads,
            double mlpRatio,
            boolean qkvBias,
            double dropPath,
            double epsilon,
            double std,
            double residualStd) {
        public Config {
            Bounds.maybe("TransformerBlock.Config.of(dim, heads)")
                    .atLeast(1, "dim", dim)
                    .that(heads >= 1 && dim % heads == 0, "heads", "divide dim = " + dim, heads)
                    .positive("mlpRatio", mlpRatio)
                    .that(
                            dim * mlpRatio >= 1 && dim * mlpRatio <= Integer.MAX_VALUE,
                            "mlpRatio",
                            "make 1 … " + Integer.MAX_VALUE + " hidden channels of dim = " + dim,
                            mlpRatio)
                    .shareBelowOne("dropPath", dropPath)
                    .positive("epsilon", epsilon)
                    .positive("std", std)
                    .positive("residualStd", residualStd);
        }

        /** The vision transformer's block: MLP ratio 4, biases, epsilon 1e-6, std 0.02, no drop path. */
        public static Config of(int dim, int heads) {
            return new Config(dim, heads, 4, true, 0, 1e-6, 0.02, 0.02);
        }

        /** This configuration with another drop path. */
        public Config withDropPath(double p) {
            return new Config(dim, heads, mlpRatio, qkvBias, p, epsilon, std, residualStd);
        }

        /** This configuration with all initial weights of another standard deviation. */
        public Config withStd(double value) {
            return new Config(dim, heads, mlpRatio, qkvBias, dropPath, epsilon, value, value);
        }

        /** This configuration with another MLP ratio. */
        public Config withMlpRatio(double ratio) {
            return new Config(dim, heads, ratio, qkvBias, dropPath, epsilon, std, residualStd);
        }

        /**
         * This configuration with the layers that end a branch scaled down by depth: std / sqrt(2 layer), layer counted
         * from 1 (as BEiT, arXiv 2106.08254, and the constructors of I-JEPA).
         */
        public Config rescaledForLayer(int layer) {
            double scaled = std / Math.sqrt(2.0 * layer);
            return new Config(dim, heads, mlpRatio, qkvBias, dropPath, epsilon, std, scaled);
        }

        int hidden() {
            return (int) (dim * mlpRatio);
        }
    }

    public TransformerBlock(Config config, Init init) {
        Initializer inner = Initializer.truncatedNormal(config.std);
        Initializer last = Initializer.truncatedNormal(config.residualStd);
        dropPath = config.dropPath;
        norm1 = child("norm1", new LayerNorm(config.dim, config.epsilon, init.at("norm1")));
        attention = child(
                "attn", new SelfAttention(config.dim, config.heads, config.qkvBias, inner, last, init.at("attn")));
        norm2 = child("norm2", new LayerNorm(config.dim, config.epsilon, init.at("norm2")));
        mlp = child("mlp", new Mlp(config.dim, config.hidden(), config.dim, inner, last, init.at("mlp")));
    }

    /** [B, N, D] to [B, N, D]. */
    public Tensor forward(Tensor x, Mode mode) {
        return forward(x, null, mode);
    }

    /**
     * With a mask of which tokens each token attends to.
     *
     * @param mask boolean (true: may attend) or added to the scores, broadcast to [B, heads, N, N]; null for all
     */
    public Tensor forward(Tensor x, @Nullable Tensor mask, Mode mode) {
        return TensorScope.keepOnly(() -> {
            Tensor y = x.add(drop(attention.forward(norm1.forward(x), mask), mode.at("attn")));
            return y.add(drop(mlp.forward(norm2.forward(y)), mode.at("mlp")));
        });
    }

    private Tensor drop(Tensor branch, Mode mode) {
        return mode.training() && dropPath > 0 ? Dropout.dropPath(branch, dropPath, mode.rng()) : branch;
    }

    /** The attention weights of the block's input, [B, heads, N, N]. */
    public Tensor attentionWeights(Tensor x) {
        return attention.weights(norm1.forward(x));
    }
}
