package dev.jepa.models.video;

import dev.jepa.core.nn.BasicBlock;
import dev.jepa.core.nn.BatchNorm;
import dev.jepa.core.nn.Conv2d;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Initializer;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.Convolution.Window;
import dev.jepa.core.tensor.Tensor;

/**
 * Small residual network that keeps the size of frames: [B, C, H, W] to [B, D, H, W].
 *
 * <p>A 3x3 convolution to h channels, then basic blocks to h, 2 h and D. Parts {@code conv1}, {@code bn1}, {@code layer1} …
 * {@code layer3} as in eb_jepa's ResNet5.
 *
 * <p>Differs from the authors' code: strides are 1 and there is no pooling, as in their video example.
 */
public final class ResNet5 extends Module implements FrameEncoder {
    private final int channels;
    private final int dim;
    private final Conv2d conv1;
    private final BatchNorm bn1;
    private final BasicBlock layer1;
    private final BasicBlock layer2;
    private final BasicBlock layer3;

    /** From C = {@code channels} over h = {@code width} to D = {@code dim}. */
    public ResNet5(int channels, int width, int dim, Init init) {
        this.channels = channels;
        this.dim = dim;
        conv1 = child("conv1", stem(channels, width, init.at("conv1")));
        bn1 = child("bn1", new BatchNorm(width, init.at("bn1")));
        layer1 = child("layer1", new BasicBlock(width, width, 1, init.at("layer1")));
        layer2 = child("layer2", new BasicBlock(width, 2 * width, 1, init.at("layer2")));
        layer3 = child("layer3", new BasicBlock(2 * width, dim, 1, init.at("layer3")));
    }

    /** The first convolution of this network and of {@link ResUNet}: 3x3 of stride 1 without bias. */
    static Conv2d stem(int in, int out, Init init) {
        Window window = Window.DEFAULT.withPadding(1);
        return Conv2d.withoutBias(in, out, 3, window, Initializer.fanIn(9L * in), init);
    }

    @Override
    public int dim() {
        return dim;
    }

    @Override
    public Tensor encode(Tensor frames, Mode mode) {
        if (frames.shape().rank() != 4 || frames.size(1) != channels) {
            throw new IllegalArgumentException(
                    "Frames must be [B, " + channels + ", H, W] but were " + frames.shape() + ".");
        }
        Tensor x = bn1.forwardRelu(conv1.forward(frames), mode); // [B, h, H, W]
        return layer3.forward(layer2.forward(layer1.forward(x, mode), mode), mode); // [B, D, H, W]
    }
}
