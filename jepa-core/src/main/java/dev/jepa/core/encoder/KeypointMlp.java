package dev.jepa.core.encoder;

import dev.jepa.core.errors.Bounds;
import dev.jepa.core.model.Encoder;
import dev.jepa.core.nn.Conv2d;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Initializer;
import dev.jepa.core.nn.Linear;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.Convolution.Window;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.List;

/**
 * A perceptron over where things are, for frames with few things in them: frames [B, C, H, W] to [B, D].
 *
 * <p>Each of K maps of features is turned into a distribution over places, whose mean place (x, y) is all that goes on: the spatial
 * softmax of deep spatial autoencoders (arXiv 1509.06113). Then h = relu(fc1 p); h = h + relu(fc2 h); s = head h. A small thing's
 * place counts as much as a large one's, and no representation can be a function of anything but places.
 *
 * <p>Parts {@code conv}, {@code maps}, {@code fc1}, {@code fc2} and {@code head}.
 */
public final class KeypointMlp extends Module implements Encoder {
    /** Places are numbers from -EDGE to EDGE, of variance about 1 where they are spread evenly. */
    private static final double EDGE = 2;

    private final Config config;
    private final Conv2d conv;
    private final Tensor maps; // [K, F]
    private final Tensor places; // [N, 2]
    private final Linear fc1;
    private final Linear fc2;
    private final Linear head;

    /**
     * What a keypoint perceptron is.
     *
     * @param channels C, channels of a frame
     * @param side H = W, side of a frame in pixels
     * @param kernel side of what a feature sees, in pixels
     * @param stride pixels between neighbouring places
     * @param filters features of a place
     * @param keypoints K
     * @param sharpness what the maps are multiplied by before the softmax: how much of a place the first keypoints are
     * @param hidden width of the hidden layers
     * @param dim D, features of a representation
     */
    public record Config(
            int channels,
            int side,
            int kernel,
            int stride,
            int filters,
            int keypoints,
            double sharpness,
            int hidden,
            int dim) {
        public Config {
            Bounds.maybe("a kernel of 5, a stride of 2 and 16 keypoints for 64 pixels")
                    .atLeast(1, "channels", channels)
                    .atLeast(1, "filters", filters)
                    .atLeast(1, "keypoints", keypoints)
                    .atLeast(1, "hidden", hidden)
                    .atLeast(1, "dim", dim)
                    .atLeast(1, "stride", stride)
                    .positive("sharpness", sharpness)
                    .that(kernel >= 1 && kernel <= side, "kernel", "lie in 1 … side = " + side, kernel);
        }

        /** N, places that a feature is computed at. */
        int places() {
            return gridSide() * gridSide();
        }

        /** Places along a side. */
        int gridSide() {
            return (side - kernel) / stride + 1;
        }
    }

    public KeypointMlp(Config config, Init init) {
        this.config = config;
        Window window = Window.DEFAULT.withStride(config.stride);
        conv = child("conv", new Conv2d(config.channels, config.filters, config.kernel, window, init.at("conv")));
        maps = parameter(
                "maps", init.at("maps").make(Initializer.fanIn(config.filters), config.keypoints, config.filters));
        places = buffer("places", init.make((rng, shape) -> places(config.gridSide()), config.places(), 2));
        fc1 = child("fc1", new Linear(2 * config.keypoints, config.hidden, init.at("fc1")));
        fc2 = child("fc2", new Linear(config.hidden, config.hidden, init.at("fc2")));
        head = child("head", new Linear(config.hidden, config.dim, init.at("head")));
    }

    @Override
    public int dim() {
        return config.dim;
    }

    @Override
    public Tensor encode(Tensor frames, Mode mode) {
        Tensor h = fc1.forward(keypoints(frames)).relu(); // [B, hidden]
        h = h.add(fc2.forward(h).relu());
        return head.forward(h); // [B, D]
    }

    /**
     * The mean place (x, y) of each map, from -2 at the left and top to 2: [B, C, H, W] to [B, 2 K].
     */
    public Tensor keypoints(Tensor frames) {
        Frames.require(frames, config.channels, config.side);
        Tensor features = conv.forward(frames).relu().flatten(2, 3); // [B, F, N]
        Tensor heat = maps.mul(config.sharpness).matmul(features).softmax(2); // [B, K, N]
        return heat.matmul(places).flatten(1, 2);
    }

    private static Tensor places(int side) {
        Tensor line = Tensors.linspace(-EDGE, EDGE, side, DType.FLOAT32);
        Tensor x = line.repeat(side); // rows of places from the top
        Tensor y = line.unsqueeze(1).expand(side, side).flatten(0, 1);
        return Tensors.stack(List.of(x, y), 1);
    }
}
