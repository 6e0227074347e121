package dev.jepa.core.nn;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.InPlace;
import dev.jepa.core.tensor.Normalization;
import dev.jepa.core.tensor.Shape;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Batch normalisation of each channel (arXiv 1502.03167): PyTorch's BatchNorm1d for [B, C] and BatchNorm2d for
 * [B, C, H, W].
 *
 * <p>Parameters: {@code weight} (ones) and {@code bias} (zeros), [C]. Buffers: {@code running_mean}, {@code running_var}
 * [C] and {@code num_batches_tracked}. Training normalises with the batch and moves the running statistics, whether or not
 * the pass is recorded; evaluation uses the running ones.
 */
public final class BatchNorm extends Module {
    private final double momentum;
    private final double epsilon;
    private final @Nullable Tensor weight; // [C]
    private final @Nullable Tensor bias; // [C]
    private final Tensor runningMean; // [C]
    private final Tensor runningVariance; // [C]
    private final Tensor batches; // int64 []

    /** With PyTorch's momentum 0.1 and epsilon 1e-5. */
    public BatchNorm(int channels, Init init) {
        this(channels, true, 0.1, 1e-5, Initializer.ones(), init);
    }

    /** With these initial weights: zeros for the last normalisation of a residual branch. */
    public BatchNorm(int channels, Initializer weights, Init init) {
        this(channels, true, 0.1, 1e-5, weights, init);
    }

    private BatchNorm(int channels, boolean affine, double momentum, double epsilon, Initializer weights, Init init) {
        Bounds.maybe("the channels of the layer before").atLeast(1, "channels", channels);
        this.momentum = momentum;
        this.epsilon = epsilon;
        weight = affine ? parameter("weight", init.make(weights, channels)) : null;
        bias = affine ? parameter("bias", init.make(Initializer.zeros(), channels)) : null;
        runningMean = buffer("running_mean", init.make(Initializer.zeros(), channels));
        runningVariance = buffer("running_var", init.make(Initializer.ones(), channels));
        try (TensorScope ignored = TensorScope.open()) {
            batches = buffer("num_batches_tracked", Tensors.zeros(DType.INT64, Device.CPU, Shape.of()));
        }
    }

    /** Without weight and bias. */
    public static BatchNorm withoutAffine(int channels, double epsilon, Init init) {
        return new BatchNorm(channels, false, 0.1, epsilon, Initializer.ones(), init);
    }

    /** [B, C, …] to [B, C, …]; training needs at least two values a channel. */
    public Tensor forward(Tensor x, Mode mode) {
        if (!mode.training()) {
            return Normalization.batchNorm(x, runningMean, runningVariance, weight, bias, epsilon);
        }
        countBatch();
        return Normalization.batchNormTraining(x, runningMean, runningVariance, weight, bias, momentum, epsilon);
    }

    /** relu(forward(x)), with less memory moved. */
    public Tensor forwardRelu(Tensor x, Mode mode) {
        return relu(x, null, mode);
    }

    /** relu(forward(x) + shortcut), the end of a residual block, with less memory moved; the shortcut has the shape of x. */
    public Tensor forwardRelu(Tensor x, Tensor shortcut, Mode mode) {
        return relu(x, shortcut, mode);
    }

    private Tensor relu(Tensor x, @Nullable Tensor shortcut, Mode mode) {
        if (mode.training()) {
            countBatch();
        }
        return Normalization.batchNormRelu(
                x, shortcut, runningMean, runningVariance, weight, bias, mode.training(), momentum, epsilon);
    }

    private void countBatch() {
        InPlace.copy(List.of(batches), List.of(batches.add(1)));
    }
}
