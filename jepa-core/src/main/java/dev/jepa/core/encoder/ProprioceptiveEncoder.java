package dev.jepa.core.encoder;

import dev.jepa.core.model.Encoder;
import dev.jepa.core.model.Representations;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Mlp;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.Shape;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.List;

/**
 * What is seen and what is felt: the representation of an image and a perceptron's of the body's own sensors, side by side, as in DINO-WM
 * (arXiv 2411.04983). Observations are rows of an image's values and the sensors' behind them ({@link #rows}), so that whatever takes
 * observations takes these.
 *
 * <p>Parts {@code vision} and {@code proprioception}.
 */
public final class ProprioceptiveEncoder extends Module implements Encoder {
    private static final int WIDENING = 4;

    private final Encoder vision;
    private final Mlp proprioception;
    private final long[] image; // C, H, W
    private final int pixels;
    private final int sensors;
    private final int features;

    /**
     * An encoder that owns the other one from now on.
     *
     * @param vision any encoder of images to [B, D]
     * @param image shape of an image, [C, H, W]
     * @param sensors P, numbers that the body says of itself
     * @param features E, what they become
     */
    public <E extends Module & Encoder> ProprioceptiveEncoder(
            E vision, Shape image, int sensors, int features, Init init) {
        if (sensors < 1 || features < 1) {
            throw new IllegalArgumentException(
                    "sensors and features must be >= 1 but they were " + sensors + " and " + features + ".");
        }
        this.vision = child("vision", vision);
        this.proprioception =
                child("proprioception", new Mlp(sensors, WIDENING * features, features, init.at("proprioception")));
        this.image = image.toArray();
        this.pixels = Math.toIntExact(image.elements());
        this.sensors = sensors;
        this.features = features;
    }

    /**
     * Observations of images and sensors.
     *
     * @param images [B, C, H, W]
     * @param sensors [B, P], scaled to about 1
     * @return [B, C H W + P], in the sensors' type
     */
    public static Tensor rows(Tensor images, Tensor sensors) {
        if (images.size(0) != sensors.size(0) || sensors.shape().rank() != 2) {
            throw new IllegalArgumentException("Images and sensors must be [B, …] and [B, P] with one B but were "
                    + images.shape() + " and " + sensors.shape() + ".");
        }
        Tensor flat = images.flatten(1, images.shape().rank() - 1).to(sensors.dtype());
        return Tensors.concat(List.of(flat, sensors), 1);
    }

    /** [B, C H W + P] to [B, D + E]. */
    @Override
    public Tensor encode(Tensor observations, Mode mode) {
        if (observations.shape().rank() != 2 || observations.size(1) != pixels + sensors) {
            throw new IllegalArgumentException("Observations must be [B, " + (pixels + sensors) + "], " + pixels
                    + " values of an image and " + sensors + " of sensors, but were " + observations.shape()
                    + ".\nMaybe join them: ProprioceptiveEncoder.rows(images, sensors).");
        }
        long batch = observations.size(0);
        Tensor images = observations.slice(1, 0, pixels).reshape(batch, image[0], image[1], image[2]);
        Tensor seen = Representations.vectors(vision, images, mode.at("vision"));
        Tensor felt = proprioception.forward(observations.slice(1, pixels, pixels + sensors));
        return Tensors.concat(List.of(seen, felt), 1);
    }

    /** D + E. */
    @Override
    public int dim() {
        return vision.dim() + features;
    }
}
