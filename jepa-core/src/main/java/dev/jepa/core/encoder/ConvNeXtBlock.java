package dev.jepa.core.encoder;

import dev.jepa.core.nn.Conv2d;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Initializer;
import dev.jepa.core.nn.LayerNorm;
import dev.jepa.core.nn.Linear;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.Convolution.Window;
import dev.jepa.core.tensor.Dropout;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;

/**
 * A block of {@link ConvNeXt}: x + layerScale * fc2(gelu(fc1(norm(depthwise 7x7(x))))), the branch dropped for whole
 * examples with a probability. The names are the numbers of torchvision's {@code Sequential}.
 */
final class ConvNeXtBlock extends Module {
    private final double dropPath;
    private final Conv2d depthwise;
    private final LayerNorm norm;
    private final Linear fc1;
    private final Linear fc2;
    private final Tensor layerScale; // [D, 1, 1]

    ConvNeXtBlock(int width, double scale, double dropPath, Init init) {
        Initializer normal = Initializer.truncatedNormal(0.02);
        Window window = Window.DEFAULT.withPadding(3).withGroups(width);
        this.dropPath = dropPath;
        layerScale = parameter("layer_scale", init.make(Initializer.constant(scale), width, 1, 1));
        depthwise = child("block.0", new Conv2d(width, width, 7, window, normal, init.at("block.0")));
        norm = child("block.2", new LayerNorm(width, 1e-6, init.at("block.2")));
        fc1 = child("block.3", new Linear(width, 4 * width, normal, init.at("block.3")));
        fc2 = child("block.5", new Linear(4 * width, width, normal, init.at("block.5")));
    }

    /** [B, D, H, W] to [B, D, H, W]. */
    Tensor forward(Tensor x, Mode mode) {
        return TensorScope.keepOnly(() -> run(x, mode));
    }

    private Tensor run(Tensor x, Mode mode) {
        Tensor channelsLast = depthwise.forward(x).permute(0, 2, 3, 1); // [B, H, W, D]
        Tensor y = fc2.forward(fc1.forward(norm.forward(channelsLast)).gelu()); // [B, H, W, D]
        Tensor branch = y.permute(0, 3, 1, 2).mul(layerScale); // [B, D, H, W]
        boolean drop = mode.training() && dropPath > 0;
        return x.add(drop ? Dropout.dropPath(branch, dropPath, mode.rng()) : branch);
    }
}
