package dev.jepa.planning.env.tworooms;

import java.util.random.RandomGenerator;

/** Draws the actions of random walks. */
final class WalkSampler {
    private static final double LEAST_KAPPA = 1e-6;
    private static final double GREATEST_KAPPA = 1e6;

    private final WalkConfig config;
    private final RandomGenerator generator;

    WalkSampler(WalkConfig config, RandomGenerator generator) {
        this.config = config;
        this.generator = generator;
    }

    /** Actions [count][2] whose first has the given heading. */
    double[][] walk(int count, double firstHeading) {
        double[][] actions = new double[count][2];
        double heading = firstHeading;
        for (int t = 0; t < count; t++) {
            double length = stepLength();
            actions[t][0] = length * Math.cos(heading);
            actions[t][1] = length * Math.sin(heading);
            heading += vonMises(config.turnConcentration());
        }
        return actions;
    }

    /** Truncated normal: redrawn until within the bounds, from whichever of normal and uniform lengths is accepted more often. */
    double stepLength() {
        return config.stepStd() > config.maxStep() - config.minStep() ? fromUniform() : fromNormal();
    }

    private double fromNormal() {
        double length;
        do {
            length = truncatedDraw(config.stepMean(), config.stepStd());
        } while (length < config.minStep() || length > config.maxStep());
        return length;
    }

    private double fromUniform() {
        while (true) {
            double length = config.minStep() + (config.maxStep() - config.minStep()) * generator.nextDouble();
            double offset = (length - config.stepMean()) / config.stepStd();
            if (generator.nextDouble() < Math.exp(-offset * offset / 2)) {
                return length;
            }
        }
    }

    double truncatedDraw(double mean, double std) {
        return mean + std * generator.nextGaussian();
    }

    /** Around 0, by the rejection of Best and Fisher 1979; its limits, uniform and normal, where that rounds off. */
    double vonMises(double kappa) {
        if (kappa < LEAST_KAPPA) {
            return Math.PI * (2 * generator.nextDouble() - 1);
        }
        if (kappa > GREATEST_KAPPA) {
            return generator.nextGaussian() / Math.sqrt(kappa);
        }
        double a = 1 + Math.sqrt(1 + 4 * kappa * kappa);
        double b = (a - Math.sqrt(2 * a)) / (2 * kappa);
        double r = (1 + b * b) / (2 * b);
        while (true) {
            double z = Math.cos(Math.PI * generator.nextDouble());
            double f = (1 + r * z) / (r + z);
            double c = kappa * (r - f);
            double u = generator.nextDouble();
            if (c * (2 - c) > u || Math.log(c / u) + 1 >= c) {
                double angle = Math.acos(Math.max(-1, Math.min(1, f)));
                return generator.nextBoolean() ? angle : -angle;
            }
        }
    }
}
