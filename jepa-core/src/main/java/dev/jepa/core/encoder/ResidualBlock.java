package dev.jepa.core.encoder;

import dev.jepa.core.nn.BatchNorm;
import dev.jepa.core.nn.Conv2d;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Initializer;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.Convolution.Window;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A block of {@link ResNet}: relu(branch(x) + shortcut(x)). The branch is two 3x3 convolutions, or the bottleneck 1x1,
 * 3x3 (with the stride), 1x1; the shortcut is a 1x1 convolution where the shape changes.
 */
final class ResidualBlock extends Module {
    private static final int EXPANSION = 4;

    private final int out;
    private final List<Conv2d> convolutions = new ArrayList<>();
    private final List<BatchNorm> norms = new ArrayList<>();
    private final @Nullable Conv2d shortcut;
    private final @Nullable BatchNorm shortcutNorm;

    ResidualBlock(ResNet.Config config, int in, int width, int stride, Init init) {
        out = config.bottleneck() ? EXPANSION * width : width;
        Initializer one = Initializer.ones();
        Initializer last = config.zeroInitResidual() ? Initializer.zeros() : one;
        if (config.bottleneck()) {
            add(in, width, 1, 1, one, init);
            add(width, width, 3, stride, one, init);
            add(width, out, 1, 1, last, init);
        } else {
            add(in, width, 3, stride, one, init);
            add(width, width, 3, 1, last, init);
        }
        if (stride != 1 || in != out) {
            Init part = init.at("downsample");
            shortcut = child("downsample.0", convolution(in, out, 1, stride, part.at(0)));
            shortcutNorm = child("downsample.1", new BatchNorm(out, part.at(1)));
        } else {
            shortcut = null;
            shortcutNorm = null;
        }
    }

    private void add(int in, int width, int kernel, int stride, Initializer scale, Init init) {
        int number = convolutions.size() + 1;
        convolutions.add(child("conv" + number, convolution(in, width, kernel, stride, init.at("conv" + number))));
        norms.add(child("bn" + number, new BatchNorm(width, scale, init.at("bn" + number))));
    }

    private static Conv2d convolution(int in, int out, int kernel, int stride, Init init) {
        Window window = Window.DEFAULT.withStride(stride).withPadding(kernel / 2);
        Initializer he = Initializer.kaimingNormal((long) out * kernel * kernel);
        return Conv2d.withoutBias(in, out, kernel, window, he, init);
    }

    int out() {
        return out;
    }

    Tensor forward(Tensor x, Mode mode) {
        return TensorScope.keepOnly(() -> run(x, mode));
    }

    private Tensor run(Tensor x, Mode mode) {
        int last = convolutions.size() - 1;
        Tensor y = x;
        for (int i = 0; i < last; i++) {
            y = norms.get(i).forwardRelu(convolutions.get(i).forward(y), mode);
        }
        Tensor identity =
                shortcut == null || shortcutNorm == null ? x : shortcutNorm.forward(shortcut.forward(x), mode);
        return norms.get(last).forwardRelu(convolutions.get(last).forward(y), identity, mode);
    }
}
