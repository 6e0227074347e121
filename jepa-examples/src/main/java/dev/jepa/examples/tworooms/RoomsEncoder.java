package dev.jepa.examples.tworooms;

import dev.jepa.core.model.Encoder;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;

/**
 * A network behind the scaling of raw frames: uint8 [B, 2, H, W] to [B, D].
 *
 * <p>The dot covers few pixels and the walls many, so the dot's channel is made four times as strong; without means and
 * deviations of a data set, a frame means the same everywhere.
 */
public final class RoomsEncoder extends Module implements Encoder {
    private static final float[] SCALE = {4 / 255f, 1 / 255f};

    private final Encoder network;
    private final Tensor scale; // [2, 1, 1]

    <E extends Module & Encoder> RoomsEncoder(E network, Device device) {
        this.network = child("net", network);
        try (TensorScope ignored = TensorScope.open()) {
            scale = TensorScope.release(Tensors.of(SCALE, SCALE.length, 1, 1).to(device));
        }
    }

    @Override
    public Tensor encode(Tensor frames, Mode mode) {
        return network.encode(frames.mul(scale), mode);
    }

    @Override
    public void close() {
        scale.close();
        super.close();
    }

    @Override
    public int dim() {
        return network.dim();
    }
}
