package dev.jepa.examples.tworooms;

import dev.jepa.core.encoder.ImpalaCnn;
import dev.jepa.core.encoder.KeypointMlp;
import dev.jepa.core.encoder.PatchMlp;
import dev.jepa.core.nn.Init;
import java.util.List;

/** Which network sees the frames. */
public sealed interface RoomsEncoderConfig {
    /** The encoder of frames with this many channels and pixels a side. */
    RoomsEncoder create(int channels, int side, Init init);

    /**
     * A perceptron over patches.
     *
     * @param patch side of a patch, a divisor of the frame's
     * @param filters features of a patch
     * @param hidden width of the hidden layers
     * @param dim D
     */
    record Patches(int patch, int filters, int hidden, int dim) implements RoomsEncoderConfig {
        @Override
        public RoomsEncoder create(int channels, int side, Init init) {
            PatchMlp.Config config = new PatchMlp.Config(channels, side, patch, filters, hidden, dim);
            return new RoomsEncoder(new PatchMlp(config, init.at("net")), init.device());
        }
    }

    /**
     * A perceptron over places of things.
     *
     * @param kernel side of what a feature sees
     * @param stride pixels between neighbouring places
     * @param filters features of a place
     * @param keypoints maps that a place is read off
     * @param sharpness what the maps are multiplied by before the softmax
     * @param hidden width of the hidden layers
     * @param dim D
     */
    record Keypoints(int kernel, int stride, int filters, int keypoints, double sharpness, int hidden, int dim)
            implements RoomsEncoderConfig {
        @Override
        public RoomsEncoder create(int channels, int side, Init init) {
            KeypointMlp.Config config =
                    new KeypointMlp.Config(channels, side, kernel, stride, filters, keypoints, sharpness, hidden, dim);
            return new RoomsEncoder(new KeypointMlp(config, init.at("net")), init.device());
        }
    }

    /**
     * Impala's residual CNN, as in eb_jepa.
     *
     * @param stackChannels channels of each stack; eb_jepa's are 16, 32, 32
     * @param blocks residual blocks in a stack; eb_jepa's are 2
     * @param dim D; eb_jepa's is 512
     */
    record Impala(List<Integer> stackChannels, int blocks, int dim) implements RoomsEncoderConfig {
        @Override
        public RoomsEncoder create(int channels, int side, Init init) {
            ImpalaCnn.Config config = new ImpalaCnn.Config(channels, side, stackChannels, blocks, dim);
            return new RoomsEncoder(new ImpalaCnn(config, init.at("net")), init.device());
        }
    }
}
