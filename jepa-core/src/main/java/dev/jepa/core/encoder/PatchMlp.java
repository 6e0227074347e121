package dev.jepa.core.encoder;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.model.Encoder;
import dev.jepa.core.nn.Conv2d;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Linear;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.Convolution.Window;
import dev.jepa.core.tensor.Tensor;

/**
 * A perceptron over patches, for small frames with few things in them: frames [B, C, H, W] to [B, D].
 *
 * <p>x = relu(patches(frame)), flattened; h = relu(fc1 x); h = h + relu(fc2 h); s = head h. It costs a tenth of a small
 * convolutional network, since every step but the first is a matrix product, and sees the whole frame from the first layer on.
 */
public final class PatchMlp extends Module implements Encoder {
    private final Config config;
    private final Conv2d patches;
    private final Linear fc1;
    private final Linear fc2;
    private final Linear head;

    /**
     * What a patch perceptron is.
     *
     * @param channels C, channels of a frame
     * @param side H = W, side of a frame in pixels
     * @param patch side of a patch, a divisor of {@code side}
     * @param filters features of a patch
     * @param hidden width of the hidden layers
     * @param dim D, features of a representation
     */
    public record Config(int channels, int side, int patch, int filters, int hidden, int dim) {
        public Config {
            Bounds.maybe("a patch of a quarter of the side, and 64 of all else")
                    .atLeast(1, "channels", channels)
                    .atLeast(1, "filters", filters)
                    .atLeast(1, "hidden", hidden)
                    .atLeast(1, "dim", dim)
                    .that(patch >= 1 && side >= patch && side % patch == 0, "patch", "divide side = " + side, patch);
        }
    }

    public PatchMlp(Config config, Init init) {
        this.config = config;
        int grid = config.side / config.patch;
        Window window = Window.DEFAULT.withStride(config.patch);
        patches =
                child("patches", new Conv2d(config.channels, config.filters, config.patch, window, init.at("patches")));
        fc1 = child("fc1", new Linear(config.filters * grid * grid, config.hidden, init.at("fc1")));
        fc2 = child("fc2", new Linear(config.hidden, config.hidden, init.at("fc2")));
        head = child("head", new Linear(config.hidden, config.dim, init.at("head")));
    }

    @Override
    public int dim() {
        return config.dim;
    }

    @Override
    public Tensor encode(Tensor frames, Mode mode) {
        Frames.require(frames, config.channels, config.side);
        Tensor x = patches.forward(frames).relu().flatten(1, 3); // [B, F H W / patch^2]
        Tensor h = fc1.forward(x).relu(); // [B, hidden]
        h = h.add(fc2.forward(h).relu());
        return head.forward(h); // [B, D]
    }
}
