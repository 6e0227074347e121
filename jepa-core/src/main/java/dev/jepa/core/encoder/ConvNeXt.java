package dev.jepa.core.encoder;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.model.MapEncoder;
import dev.jepa.core.nn.Conv2d;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Initializer;
import dev.jepa.core.nn.LayerNorm;
import dev.jepa.core.nn.Linear;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.Convolution.Window;
import dev.jepa.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * ConvNeXt (arXiv 2201.03545): images [B, C, H, W] to pooled and normalised features [B, D], or logits.
 *
 * <p>Parts as in torchvision: {@code features.0.0} and {@code .1} the stem (4x4 convolution, layer normalisation),
 * {@code features.1}, {@code 3}, {@code 5}, {@code 7} the stages of blocks, {@code features.2}, {@code 4}, {@code 6} the
 * downsampling between them, {@code classifier.0} the last normalisation and, if there are classes, {@code classifier.2}.
 * Weights start normal with std 0.02, biases at zero.
 */
public final class ConvNeXt extends Module implements MapEncoder {
    private static final int PATCH = 4;
    private static final int SMALLEST = 32; // is halved five times

    private static final double EPSILON = 1e-6;

    private final Config config;
    private final List<Conv2d> down = new ArrayList<>(); // the stem, then the three downsamplings
    private final List<LayerNorm> downNorms = new ArrayList<>();
    private final List<List<ConvNeXtBlock>> stages = new ArrayList<>();
    private final LayerNorm norm;
    private final @Nullable Linear classifier;

    /**
     * What a ConvNeXt is.
     *
     * @param imageChannels C
     * @param channels of the four stages
     * @param depths blocks in each of the four stages
     * @param classes outputs of the classifier, or 0 for none
     * @param dropPath probability that the last block's branch is dropped; it rises linearly from 0 in the first
     * @param layerScale initial factor of each block's branch
     */
    public record Config(
            int imageChannels,
            List<Integer> channels,
            List<Integer> depths,
            int classes,
            double dropPath,
            double layerScale) {
        public Config {
            Bounds.maybe("[96, 192, 384, 768] channels and [3, 3, 9, 3] blocks, the tiny one's")
                    .atLeast(1, "imageChannels", imageChannels)
                    .allAtLeast(1, "channels", channels)
                    .that(channels.size() == 4, "channels", "be four numbers", channels)
                    .allAtLeast(1, "depths", depths)
                    .that(depths.size() == 4, "depths", "be four numbers", depths)
                    .atLeast(0, "classes", classes)
                    .shareBelowOne("dropPath", dropPath)
                    .notNegative("layerScale", layerScale);
            channels = List.copyOf(channels);
            depths = List.copyOf(depths);
        }

        /** Channels 96 … 768, depths 3, 3, 9, 3, no classifier. */
        public static Config tiny() {
            return of(List.of(96, 192, 384, 768), List.of(3, 3, 9, 3));
        }

        /** Channels 96 … 768, depths 3, 3, 27, 3, no classifier. */
        public static Config small() {
            return of(List.of(96, 192, 384, 768), List.of(3, 3, 27, 3));
        }

        /** RGB, no classifier, no drop path, layer scale 1e-6. */
        public static Config of(List<Integer> channels, List<Integer> depths) {
            return new Config(3, channels, depths, 0, 0, 1e-6);
        }

        /** This configuration with a classifier. */
        public Config withClasses(int number) {
            return new Config(imageChannels, channels, depths, number, dropPath, layerScale);
        }

        /** This configuration with another drop path. */
        public Config withDropPath(double p) {
            return new Config(imageChannels, channels, depths, classes, p, layerScale);
        }

        private double drop(int block) {
            int last = depths.stream().mapToInt(Integer::intValue).sum() - 1;
            return last == 0 ? dropPath : dropPath * block / last;
        }
    }

    public ConvNeXt(Config config, Init init) {
        this.config = config;
        Initializer normal = Initializer.truncatedNormal(0.02);
        int block = 0;
        for (int stage = 0; stage < 4; stage++) {
            int width = config.channels.get(stage);
            int in = stage == 0 ? config.imageChannels : config.channels.get(stage - 1);
            int kernel = stage == 0 ? 4 : 2;
            String name = "features." + 2 * stage + ".";
            // The stem convolves, then normalises; the downsamplings do it the other way round.
            String convName = name + (stage == 0 ? 0 : 1);
            String normName = name + (stage == 0 ? 1 : 0);
            Window window = Window.DEFAULT.withStride(kernel);
            down.add(child(convName, new Conv2d(in, width, kernel, window, normal, init.at(convName))));
            downNorms.add(child(normName, new LayerNorm(stage == 0 ? width : in, EPSILON, init.at(normName))));
            List<ConvNeXtBlock> blocks = new ArrayList<>();
            for (int i = 0; i < config.depths.get(stage); i++, block++) {
                String blockName = "features." + (2 * stage + 1) + "." + i;
                blocks.add(child(
                        blockName,
                        new ConvNeXtBlock(width, config.layerScale, config.drop(block), init.at(blockName))));
            }
            stages.add(blocks);
        }
        int width = config.channels.get(3);
        norm = child("classifier.0", new LayerNorm(width, EPSILON, init.at("classifier.0")));
        classifier = config.classes == 0
                ? null
                : child("classifier.2", new Linear(width, config.classes, normal, init.at("classifier.2")));
    }

    /** Channels of the last stage, or the number of classes if there is a classifier. */
    @Override
    public int dim() {
        return config.classes > 0 ? config.classes : config.channels.get(3);
    }

    @Override
    public Tensor encode(Tensor images, Mode mode) {
        Tensor pooled = norm.forward(pyramid(images, mode).get(3).mean(2, 3)); // [B, D]
        return classifier == null ? pooled : classifier.forward(pooled);
    }

    /** The last stage's output, [B, H' W', D]. */
    @Override
    public Tensor encodeMap(Tensor images, Mode mode) {
        return pyramid(images, mode).get(3).flatten(2, 3).transpose(1, 2);
    }

    @Override
    public Tensor pool(Tensor map) {
        Tensor pooled = norm.forward(map.mean(1));
        return classifier == null ? pooled : classifier.forward(pooled);
    }

    /** The outputs of the four stages: sides divided by 4, 8, 16 and 32. */
    public List<Tensor> pyramid(Tensor images, Mode mode) {
        Frames.requireLarge(images, config.imageChannels, SMALLEST);
        List<Tensor> outputs = new ArrayList<>();
        Tensor x = stem(images);
        for (int stage = 0; stage < 4; stage++) {
            if (stage > 0) {
                x = down.get(stage).forward(downNorms.get(stage).forwardChannels(x));
            }
            Mode stageMode = mode.at(stage);
            for (int i = 0; i < stages.get(stage).size(); i++) {
                x = stages.get(stage).get(i).forward(x, stageMode.at(i));
            }
            outputs.add(x);
        }
        return outputs;
    }

    /** What the first stage sees, [B, channels, H / 4, W / 4]. */
    public Tensor stem(Tensor images) {
        Frames.requireLarge(images, config.imageChannels, PATCH);
        return downNorms.get(0).forwardChannels(down.get(0).forward(images));
    }
}
