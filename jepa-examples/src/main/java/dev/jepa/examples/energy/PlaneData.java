package dev.jepa.examples.energy;

import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.Locale;

/** Distributions of pairs (x, y) in the square from -1 to 1, in which an x may go with several y. */
public enum PlaneData {
    /** Two turns of a spiral: up to five y for one x. */
    SPIRAL {
        @Override
        void draw(double u, double v, double[] point) {
            double turn = Math.sqrt(0.02 + 0.98 * u);
            double angle = 4 * Math.PI * turn;
            point[0] = 0.9 * turn * Math.cos(angle);
            point[1] = 0.9 * turn * Math.sin(angle);
        }
    },
    /** Two half circles that reach into each other: one or two y for one x. */
    MOONS {
        @Override
        void draw(double u, double v, double[] point) {
            double angle = Math.PI * u;
            boolean upper = v < 0.5;
            point[0] = 0.6 * (upper ? Math.cos(angle) : 1 - Math.cos(angle)) - 0.3;
            point[1] = 0.8 * (upper ? Math.sin(angle) : 0.5 - Math.sin(angle)) - 0.2;
        }
    },
    /** A sine: one y for each x. */
    SINE {
        @Override
        void draw(double u, double v, double[] point) {
            point[0] = 1.9 * u - 0.95;
            point[1] = 0.7 * Math.sin(2 * Math.PI * point[0]);
        }
    };

    private static final double NOISE = 0.02;

    abstract void draw(double u, double v, double[] point);

    /** The name in lower case. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Points with a little noise: float32 [N, 2], x then y. */
    public Tensor points(Rng rng, int count) {
        double[] uniform = rng.at("position").uniform(2 * count);
        double[] noise = rng.at("noise").normal(2 * count);
        float[] values = new float[2 * count];
        double[] point = new double[2];
        for (int i = 0; i < count; i++) {
            draw(uniform[2 * i], uniform[2 * i + 1], point);
            values[2 * i] = (float) (point[0] + NOISE * noise[2 * i]);
            values[2 * i + 1] = (float) (point[1] + NOISE * noise[2 * i + 1]);
        }
        return Tensors.of(values, count, 2);
    }
}
