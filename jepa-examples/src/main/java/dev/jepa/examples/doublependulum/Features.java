package dev.jepa.examples.doublependulum;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.List;

/**
 * Measurements as networks see them: (sin q1, cos q1, sin q2, cos q2, v1, v2), each minus its mean and divided by its deviation in
 * the training runs and their mirror images.
 */
final class Features {
    /** How many there are. */
    static final int COUNT = 6;

    private final Tensor mean; // [6]
    private final Tensor std; // [6]

    private Features(Tensor mean, Tensor std) {
        this.mean = mean;
        this.std = std;
    }

    /** Scaled to measurements [N, 4]; the tensors belong to the open scope. */
    static Features of(Tensor measurements) {
        Tensor both = raw(Tensors.concat(List.of(measurements, measurements.neg()), 0)); // [2 N, 6]
        return new Features(both.mean(0), both.std(0, 0).add(1e-6));
    }

    private static Tensor raw(Tensor measurements) {
        Tensor angles = measurements.slice(-1, 0, 2);
        Tensor q1 = angles.slice(-1, 0, 1);
        Tensor q2 = angles.slice(-1, 1, 2);
        return Tensors.concat(List.of(q1.sin(), q1.cos(), q2.sin(), q2.cos(), measurements.slice(-1, 2, 4)), -1);
    }

    /** [..., 4] to [..., 6]. */
    Tensor of4(Tensor measurements) {
        return raw(measurements).sub(mean).div(std);
    }

    /** The angles that features say, in radians: [N, H, 6] to float64 [N, H, 2]. */
    Tensor angles(Tensor features) {
        Tensor plain = features.to(DType.FLOAT64).mul(std.to(DType.FLOAT64)).add(mean.to(DType.FLOAT64));
        double[] values = plain.toDoubleArray();
        double[] angles = new double[values.length / COUNT * 2];
        for (int i = 0; i < angles.length; i++) {
            int at = i / 2 * COUNT + i % 2 * 2;
            angles[i] = Math.atan2(values[at], values[at + 1]);
        }
        return Tensors.of(angles, features.size(0), features.size(1), 2);
    }
}
