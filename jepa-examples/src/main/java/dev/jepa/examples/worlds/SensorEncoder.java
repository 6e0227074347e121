package dev.jepa.examples.worlds;

import dev.jepa.core.model.Encoder;
import dev.jepa.core.nn.Init;
import dev.jepa.core.nn.Linear;
import dev.jepa.core.nn.Mode;
import dev.jepa.core.nn.Module;
import dev.jepa.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Sees true states through sensors: a linear map of them plus a perceptron over them, [B, S] to [B, D].
 *
 * <p>Sensors have mean 0 and variance 1 over the training data, whose statistics are saved with the weights ({@code mean}, {@code
 * scale}, [F]). Parts {@code linear}, and {@code 0}, {@code 1} … with GELU between.
 */
final class SensorEncoder extends Module implements Encoder {
    private final Sensors sensors;
    private final Tensor mean;
    private final Tensor scale;
    private final Linear linear; // [D, F]
    private final List<Linear> layers = new ArrayList<>();
    private final int dim;

    /**
     * An encoder.
     *
     * @param mean of the sensors, [F]
     * @param scale their standard deviation, [F]
     */
    SensorEncoder(SensorEncoderConfig config, Sensors sensors, Tensor mean, Tensor scale, Init init) {
        this.sensors = sensors;
        this.dim = config.dim();
        this.mean = buffer("mean", mean);
        this.scale = buffer("scale", scale);
        int in = sensors.count();
        linear = child("linear", new Linear(in, dim, init.at("linear")));
        for (int i = 0; i <= config.depth(); i++) {
            int out = i == config.depth() ? dim : config.hidden();
            layers.add(child(Integer.toString(i), new Linear(in, out, init.at(i))));
            in = out;
        }
    }

    /** Sensors in training deviations: [..., S] to [..., F]. */
    Tensor normalized(Tensor states) {
        return sensors.read(states).sub(mean).div(scale);
    }

    /** The states that normalised sensors [N, F] show. */
    double[][] states(Tensor normalized) {
        double[] flat = normalized
                .mul(scale.to(normalized.dtype()))
                .add(mean.to(normalized.dtype()))
                .toDoubleArray();
        int width = sensors.count();
        double[][] states = new double[flat.length / width][];
        for (int i = 0; i < states.length; i++) {
            double[] row = new double[width];
            System.arraycopy(flat, i * width, row, 0, width);
            states[i] = sensors.state(row);
        }
        return states;
    }

    @Override
    public Tensor encode(Tensor states, Mode mode) {
        Tensor seen = normalized(states); // [B, F]
        Tensor x = layers.get(0).forward(seen);
        for (Linear layer : layers.subList(1, layers.size())) {
            x = layer.forward(x.gelu());
        }
        return linear.forward(seen).add(x); // [B, D]
    }

    @Override
    public int dim() {
        return dim;
    }
}
