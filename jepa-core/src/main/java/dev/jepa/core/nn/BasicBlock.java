package dev.jepa.core.nn;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.tensor.Convolution.Window;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import org.jspecify.annotations.Nullable;

/**
 * Basic residual block (arXiv 1512.03385, figure 2): relu(bn2(conv2(relu(bn1(conv1(x))))) + shortcut(x)), [B, in, H, W] to
 * [B, out, ceil(H / stride), ceil(W / stride)].
 *
 * <p>Both convolutions are 3x3 without bias, the first with the stride. The shortcut is the identity, or a 1x1 convolution and a
 * normalisation where the shape changes: parts {@code shortcut.0} and {@code shortcut.1}, as small residual networks name
 * them; {@code dev.jepa.core.encoder.ResNet} has blocks with torchvision's names and initialisation.
 */
public final class BasicBlock extends Module {
    private final Conv2d conv1;
    private final BatchNorm bn1;
    private final Conv2d conv2;
    private final BatchNorm bn2;
    private final @Nullable Conv2d shortcut;
    private final @Nullable BatchNorm shortcutNorm;

    /** With PyTorch's initialisation of convolutions. */
    public BasicBlock(int in, int out, int stride, Init init) {
        Bounds.maybe("1 or 2").atLeast(1, "stride", stride);
        conv1 = child("conv1", convolution(in, out, 3, stride, init.at("conv1")));
        bn1 = child("bn1", new BatchNorm(out, init.at("bn1")));
        conv2 = child("conv2", convolution(out, out, 3, 1, init.at("conv2")));
        bn2 = child("bn2", new BatchNorm(out, init.at("bn2")));
        if (stride != 1 || in != out) {
            Init part = init.at("shortcut");
            shortcut = child("shortcut.0", convolution(in, out, 1, stride, part.at(0)));
            shortcutNorm = child("shortcut.1", new BatchNorm(out, part.at(1)));
        } else {
            shortcut = null;
            shortcutNorm = null;
        }
    }

    private static Conv2d convolution(int in, int out, int kernel, int stride, Init init) {
        Window window = Window.DEFAULT.withStride(stride).withPadding(kernel / 2);
        Initializer uniform = Initializer.fanIn((long) in * kernel * kernel);
        return Conv2d.withoutBias(in, out, kernel, window, uniform, init);
    }

    /** [B, in, H, W] to [B, out, H', W']. */
    public Tensor forward(Tensor x, Mode mode) {
        return TensorScope.keepOnly(() -> run(x, mode));
    }

    private Tensor run(Tensor x, Mode mode) {
        Tensor y = bn1.forwardRelu(conv1.forward(x), mode);
        Tensor identity =
                shortcut == null || shortcutNorm == null ? x : shortcutNorm.forward(shortcut.forward(x), mode);
        return bn2.forwardRelu(conv2.forward(y), identity, mode);
    }
}
