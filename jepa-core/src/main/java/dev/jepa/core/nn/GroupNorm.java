package dev.jepa.core.nn;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.Normalization;
import dev.jepa.core.tensor.Tensor;

/**
 * Group normalisation (arXiv 1803.08494): each example over groups of channels and all positions. Parameters:
 * {@code weight} [C] (ones), {@code bias} [C] (zeros).
 */
public final class GroupNorm extends Module {
    private final int groups;
    private final double epsilon;
    private final Tensor weight; // [C]
    private final Tensor bias; // [C]

    /** With PyTorch's epsilon, 1e-5. */
    public GroupNorm(int groups, int channels, Init init) {
        this(groups, channels, 1e-5, init);
    }

    /**
     * With another epsilon.
     *
     * @param groups a divisor of the number of channels
     */
    public GroupNorm(int groups, int channels, double epsilon, Init init) {
        Bounds.maybe("1 group (as LayerNorm) or " + channels + " (as InstanceNorm), and an epsilon of 1e-5")
                .atLeast(1, "channels", channels)
                .that(groups >= 1 && channels % groups == 0, "groups", "divide channels = " + channels, groups)
                .positive("epsilon", epsilon);
        this.groups = groups;
        this.epsilon = epsilon;
        weight = parameter("weight", init.make(Initializer.ones(), channels));
        bias = parameter("bias", init.make(Initializer.zeros(), channels));
    }

    /** [B, C, …] to [B, C, …]. */
    public Tensor forward(Tensor x) {
        return Normalization.groupNorm(x, groups, weight, bias, epsilon);
    }
}
