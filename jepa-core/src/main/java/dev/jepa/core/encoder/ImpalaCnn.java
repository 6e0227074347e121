package dev.jepa.core.encoder;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.model.Encoder;
import dev.jepa.core.nn.Conv2d;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.LayerNorm;
import dev.jepa.core.nn.Linear;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.Convolution.Window;
import dev.jepa.core.tensor.Pooling;
import dev.jepa.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Impala's residual CNN (arXiv 1802.01561, figure 3): frames [B, C, H, W] to [B, D].
 *
 * <p>Each stack is a 3x3 convolution, max pooling of stride 2, and residual blocks relu(x + conv2(relu(conv1(x)))); then
 * ReLU, a linear layer and layer normalisation. Parts {@code stack_blocks.0.initial_conv},
 * {@code stack_blocks.0.blocks.0.conv1} …, {@code mlp}, {@code final_ln} as in facebookresearch/eb_jepa.
 *
 * <p>Differs from the paper: ReLU after the sum of a residual block rather than before its convolutions, no LSTM, and the
 * layer normalisation, all as eb_jepa.
 */
public final class ImpalaCnn extends Module implements Encoder {
    private static final Window SAME = Window.DEFAULT.withPadding(1);

    private final Config config;
    private final List<Stack> stacks = new ArrayList<>();
    private final Linear mlp;
    private final LayerNorm finalNorm;

    /**
     * What an Impala CNN is.
     *
     * @param channels C, channels of a frame
     * @param side H = W, side of a frame in pixels
     * @param stackChannels channels of each stack
     * @param blocks residual blocks in a stack
     * @param dim D, features of a representation
     */
    public record Config(int channels, int side, List<Integer> stackChannels, int blocks, int dim) {
        public Config {
            Bounds.maybe("stackChannels = [16, 32, 32] with 2 blocks, the paper's")
                    .atLeast(1, "channels", channels)
                    .atLeast(1, "side", side)
                    .allAtLeast(1, "stackChannels", stackChannels)
                    .atLeast(0, "blocks", blocks)
                    .atLeast(1, "dim", dim);
            stackChannels = List.copyOf(stackChannels);
        }

        /** Stacks of 16, 32 and 32 channels with two blocks each. */
        public static Config of(int channels, int side, int dim) {
            return new Config(channels, side, List.of(16, 32, 32), 2, dim);
        }

        /** Features after the stacks: each halves the side, rounding up. */
        int flattened() {
            int last = side;
            for (int i = 0; i < stackChannels.size(); i++) {
                last = (last + 1) / 2;
            }
            return stackChannels.get(stackChannels.size() - 1) * last * last;
        }
    }

    private static final class Stack extends Module {
        private final Conv2d initial;
        private final List<Conv2d> first = new ArrayList<>();
        private final List<Conv2d> second = new ArrayList<>();

        Stack(int in, int out, int blocks, Init init) {
            initial = child("initial_conv", new Conv2d(in, out, 3, SAME, init.at("initial_conv")));
            for (int i = 0; i < blocks; i++) {
                Init block = init.at("blocks").at(i);
                first.add(child("blocks." + i + ".conv1", new Conv2d(out, out, 3, SAME, block.at("conv1"))));
                second.add(child("blocks." + i + ".conv2", new Conv2d(out, out, 3, SAME, block.at("conv2"))));
            }
        }

        Tensor forward(Tensor x) {
            Tensor y = Pooling.max2d(initial.forward(x), 3, 2, 1);
            for (int i = 0; i < first.size(); i++) {
                Tensor branch = second.get(i).forward(first.get(i).forward(y).relu());
                y = y.add(branch).relu();
            }
            return y;
        }
    }

    public ImpalaCnn(Config config, Init init) {
        this.config = config;
        int in = config.channels;
        for (int i = 0; i < config.stackChannels.size(); i++) {
            int out = config.stackChannels.get(i);
            Init stack = init.at("stack_blocks").at(i);
            stacks.add(child("stack_blocks." + i, new Stack(in, out, config.blocks, stack)));
            in = out;
        }
        mlp = child("mlp", new Linear(config.flattened(), config.dim, init.at("mlp")));
        finalNorm = child("final_ln", new LayerNorm(config.dim, init.at("final_ln")));
    }

    @Override
    public int dim() {
        return config.dim;
    }

    /** The last normalisation, which eb_jepa's predictor shares. */
    public LayerNorm finalNorm() {
        return finalNorm;
    }

    @Override
    public Tensor encode(Tensor frames, Mode mode) {
        Frames.require(frames, config.channels, config.side);
        Tensor x = frames;
        for (Stack stack : stacks) {
            x = stack.forward(x);
        }
        return finalNorm.forward(mlp.forward(x.relu().flatten(1, 3)));
    }
}
