package dev.jepa.core.encoder;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.model.MapEncoder;
import dev.jepa.core.nn.BatchNorm;
import dev.jepa.core.nn.Conv2d;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Initializer;
import dev.jepa.core.nn.Linear;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.Convolution.Window;
import dev.jepa.core.tensor.Pooling;
import dev.jepa.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Residual network (arXiv 1512.03385): images [B, C, H, W] to pooled features [B, 512] (ResNet-18) or [B, 2048]
 * (ResNet-50).
 *
 * <p>Parts {@code conv1}, {@code bn1}, {@code layer1.0.conv1} …, {@code downsample.0} as in torchvision, with the stride in
 * the 3x3 convolution of a bottleneck ("v1.5"); {@code fc} if there are classes.
 */
public final class ResNet extends Module implements MapEncoder {
    private final Config config;
    private final Conv2d conv1;
    private final BatchNorm bn1;
    private final List<List<ResidualBlock>> layers = new ArrayList<>();
    private final @Nullable Linear fc;

    /** What stands before the residual blocks. */
    public enum Stem {
        /** 7x7 convolution of stride 2, then max pooling: sides divided by 4. */
        IMAGENET(7, 2, 3),
        /** 3x3 convolution of stride 1, no pooling: for images of about 32 pixels (arXiv 2002.05709, appendix B.9). */
        CIFAR(3, 1, 1),
        /** As CIFAR with padding 2, which makes 34 pixels of 32, as facebookresearch/eb_jepa. */
        CIFAR_PADDED(3, 1, 2);

        private final int kernel;
        private final int stride;
        private final int padding;

        Stem(int kernel, int stride, int padding) {
            this.kernel = kernel;
            this.stride = stride;
            this.padding = padding;
        }
    }

    /**
     * What a residual network is.
     *
     * @param bottleneck whether blocks are bottlenecks (ResNet-50) rather than pairs of 3x3 convolutions (ResNet-18)
     * @param depths blocks in each of the four layers
     * @param stem what stands before them
     * @param channels C, channels of an image
     * @param classes outputs of the classifier, or 0 for none
     * @param zeroInitResidual whether each block starts as the identity (arXiv 1706.02677), as in VICReg's training
     */
    public record Config(
            boolean bottleneck, List<Integer> depths, Stem stem, int channels, int classes, boolean zeroInitResidual) {
        public Config {
            Bounds.maybe("[2, 2, 2, 2] blocks of 3 channels and 0 classes")
                    .allAtLeast(1, "depths", depths)
                    .that(depths.size() == 4, "depths", "be four numbers", depths)
                    .atLeast(1, "channels", channels)
                    .atLeast(0, "classes", classes);
            depths = List.copyOf(depths);
        }

        /** ResNet-18 for RGB images, without a classifier. */
        public static Config resnet18(Stem stem) {
            return new Config(false, List.of(2, 2, 2, 2), stem, 3, 0, false);
        }

        /** ResNet-50 for RGB images, without a classifier. */
        public static Config resnet50(Stem stem) {
            return new Config(true, List.of(3, 4, 6, 3), stem, 3, 0, false);
        }

        /** This configuration with a classifier. */
        public Config withClasses(int number) {
            return new Config(bottleneck, depths, stem, channels, number, zeroInitResidual);
        }

        /** This configuration with another number of image channels. */
        public Config withChannels(int number) {
            return new Config(bottleneck, depths, stem, number, classes, zeroInitResidual);
        }

        /** This configuration with blocks that start as the identity. */
        public Config withZeroInitResidual() {
            return new Config(bottleneck, depths, stem, channels, classes, true);
        }
    }

    public ResNet(Config config, Init init) {
        this.config = config;
        Stem stem = config.stem;
        Window window = Window.DEFAULT.withStride(stem.stride).withPadding(stem.padding);
        Initializer he = Initializer.kaimingNormal(64L * stem.kernel * stem.kernel);
        conv1 = child("conv1", Conv2d.withoutBias(config.channels, 64, stem.kernel, window, he, init.at("conv1")));
        bn1 = child("bn1", new BatchNorm(64, init.at("bn1")));
        int in = 64;
        for (int layer = 0; layer < 4; layer++) {
            List<ResidualBlock> blocks = new ArrayList<>();
            for (int i = 0; i < config.depths.get(layer); i++) {
                String name = "layer" + (layer + 1) + "." + i;
                int stride = layer > 0 && i == 0 ? 2 : 1;
                blocks.add(child(name, new ResidualBlock(config, in, 64 << layer, stride, init.at(name))));
                in = blocks.get(i).out();
            }
            layers.add(blocks);
        }
        fc = config.classes == 0 ? null : child("fc", new Linear(in, config.classes, init.at("fc")));
    }

    /** Channels of the pooled features, or the number of classes if there is a classifier. */
    @Override
    public int dim() {
        return config.classes > 0 ? config.classes : config.bottleneck ? 2048 : 512;
    }

    /** Pooled features [B, D], or logits if there is a classifier. */
    @Override
    public Tensor encode(Tensor images, Mode mode) {
        Tensor pooled = pyramid(images, mode).get(3).mean(2, 3); // [B, D]
        return fc == null ? pooled : fc.forward(pooled);
    }

    /** The last layer's output, [B, H' W', D]. */
    @Override
    public Tensor encodeMap(Tensor images, Mode mode) {
        return pyramid(images, mode).get(3).flatten(2, 3).transpose(1, 2);
    }

    @Override
    public Tensor pool(Tensor map) {
        Tensor pooled = map.mean(1);
        return fc == null ? pooled : fc.forward(pooled);
    }

    /** The outputs of the four layers, each of half the side of the one before. */
    public List<Tensor> pyramid(Tensor images, Mode mode) {
        List<Tensor> outputs = new ArrayList<>();
        Tensor x = stem(images, mode);
        for (List<ResidualBlock> layer : layers) {
            for (ResidualBlock block : layer) {
                x = block.forward(x, mode);
            }
            outputs.add(x);
        }
        return outputs;
    }

    /** What the first layer sees, [B, 64, H', W']. */
    public Tensor stem(Tensor images, Mode mode) {
        Frames.requireLarge(images, config.channels, 1);
        Tensor x = bn1.forwardRelu(conv1.forward(images), mode);
        return config.stem == Stem.IMAGENET ? Pooling.max2d(x, 3, 2, 1) : x;
    }
}
