package dev.jepa.core.tensor;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Layer (arXiv 1607.06450), batch (arXiv 1502.03167) and group (arXiv 1803.08494) normalisation. */
public final class Normalization {
    private static final Script SCRIPT = Script.load("normalization", "Normalization");

    private Normalization() {}

    /**
     * (x - mean) / sqrt(variance + epsilon) * weight + bias, with mean and population variance over the last axes.
     *
     * @param axes the number of axes normalised over, from the last
     * @param weight of the shape of those axes, or null for 1
     * @param bias of the shape of those axes, or null for 0
     */
    public static Tensor layerNorm(Tensor x, int axes, @Nullable Tensor weight, @Nullable Tensor bias, double epsilon) {
        int rank = x.shape().rank();
        if (axes < 1 || axes > rank) {
            throw new IllegalArgumentException("layerNorm over " + axes + " axes does not fit x of shape " + x.shape()
                    + ".\nMaybe use 1, the last axis.");
        }
        long[] shape = Arrays.copyOfRange(x.shape().toArray(), rank - axes, rank);
        return SCRIPT.call("layer_norm", x, shape, Script.optional(weight), Script.optional(bias), epsilon);
    }

    /**
     * Batch normalisation with the statistics of this batch, which also move the running ones in place:
     * running = (1 - momentum) running + momentum batch, with the unbiased variance of the batch.
     *
     * @param x [B, C, …]
     * @param runningMean [C], changed in place, or null to keep no statistics
     * @param runningVariance [C], changed in place, or null to keep no statistics
     * @param weight [C], or null for 1
     * @param bias [C], or null for 0
     * @throws IllegalArgumentException when a channel has fewer than two values
     */
    public static Tensor batchNormTraining(
            Tensor x,
            @Nullable Tensor runningMean,
            @Nullable Tensor runningVariance,
            @Nullable Tensor weight,
            @Nullable Tensor bias,
            double momentum,
            double epsilon) {
        requireTwoValuesAChannel("batchNormTraining", x);
        return batchNorm(x, runningMean, runningVariance, weight, bias, true, momentum, epsilon);
    }

    /** Batch normalisation with given statistics [C] (evaluation). */
    public static Tensor batchNorm(
            Tensor x, Tensor mean, Tensor variance, @Nullable Tensor weight, @Nullable Tensor bias, double epsilon) {
        return batchNorm(x, mean, variance, weight, bias, false, 0, epsilon);
    }

    /**
     * relu(batchNorm(x) + shortcut), the end of a residual block, in one buffer where three calls take three; a step of a
     * residual network has hundreds of megabytes of them. Gradients are those of the three calls.
     *
     * @param shortcut of the shape of x, or null for 0
     * @param training whether statistics are the batch's, as in {@link #batchNormTraining}, or given, as in {@link #batchNorm}
     */
    public static Tensor batchNormRelu(
            Tensor x,
            @Nullable Tensor shortcut,
            @Nullable Tensor mean,
            @Nullable Tensor variance,
            @Nullable Tensor weight,
            @Nullable Tensor bias,
            boolean training,
            double momentum,
            double epsilon) {
        if (training) {
            requireTwoValuesAChannel("batchNormRelu", x);
        }
        if (shortcut != null && !shortcut.shape().equals(x.shape())) {
            throw new IllegalArgumentException("batchNormRelu needs a shortcut of the shape of x, " + x.shape()
                    + ", but it has shape " + shortcut.shape() + ".\nMaybe the shortcut needs a projection.");
        }
        return SCRIPT.call(
                "batch_norm_relu",
                x,
                Script.optional(shortcut),
                Script.optional(mean),
                Script.optional(variance),
                Script.optional(weight),
                Script.optional(bias),
                training,
                momentum,
                epsilon);
    }

    /**
     * Normalisation of each example over groups of channels.
     *
     * @param x [B, C, …]
     * @param groups a divisor of C
     * @param weight [C], or null for 1
     * @param bias [C], or null for 0
     */
    public static Tensor groupNorm(
            Tensor x, int groups, @Nullable Tensor weight, @Nullable Tensor bias, double epsilon) {
        return SCRIPT.call("group_norm", x, groups, Script.optional(weight), Script.optional(bias), epsilon);
    }

    private static void requireTwoValuesAChannel(String operation, Tensor x) {
        if (x.shape().rank() < 2 || x.shape().elements() < 2 * x.size(1)) {
            throw new IllegalArgumentException(operation + " needs at least two values a channel but x has shape "
                    + x.shape() + ".\nMaybe the last batch of an epoch is too small: drop it.");
        }
    }

    private static Tensor batchNorm(
            Tensor x,
            @Nullable Tensor mean,
            @Nullable Tensor variance,
            @Nullable Tensor weight,
            @Nullable Tensor bias,
            boolean training,
            double momentum,
            double epsilon) {
        return SCRIPT.call(
                "batch_norm",
                x,
                Script.optional(mean),
                Script.optional(variance),
                Script.optional(weight),
                Script.optional(bias),
                training,
                momentum,
                epsilon);
    }
}
