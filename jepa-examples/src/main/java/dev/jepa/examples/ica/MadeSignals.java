package dev.jepa.examples.ica;

import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.util.random.RandomGenerator;

/**
 * Independent draws from distributions that take turns: Laplace (peaked), uniform (flat), exponential (skewed), two Gaussians of
 * deviation 0.5 around -1 and 1 (two peaks).
 *
 * @param samples N
 */
public record MadeSignals(int samples) implements Signals {
    private static final int KINDS = 4;

    public MadeSignals {
        if (samples < 2) {
            throw new IllegalArgumentException("samples must be >= 2 but was " + samples + ".");
        }
    }

    @Override
    public String key() {
        return "made";
    }

    @Override
    public String description() {
        return "independent draws: Laplace, uniform, exponential, two peaks, in turn";
    }

    @Override
    public int side() {
        return 0;
    }

    @Override
    public Tensor draw(int count, Rng rng) {
        double[] values = new double[samples * count];
        for (int d = 0; d < count; d++) {
            RandomGenerator generator = rng.at(d, "source").generator();
            for (int n = 0; n < samples; n++) {
                values[n * count + d] = sample(d % KINDS, generator);
            }
        }
        return Signals.standardised(Tensors.of(values, samples, count));
    }

    private static double sample(int kind, RandomGenerator generator) {
        return switch (kind) {
            case 0 -> generator.nextExponential() * (generator.nextBoolean() ? 1 : -1);
            case 1 -> generator.nextDouble();
            case 2 -> generator.nextExponential();
            default -> generator.nextGaussian() / 2 + (generator.nextBoolean() ? 1 : -1);
        };
    }
}
