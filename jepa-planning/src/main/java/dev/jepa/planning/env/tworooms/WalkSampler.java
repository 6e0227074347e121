package dev.jepa.planning.env.tworooms;

import java.util.random.RandomGenerator;

/** Draws the actions of random walks. */
final class WalkSampler {
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

    /** Truncated normal, redrawn until within the bounds. */
    double stepLength() {
        double length;
        do {
            length = truncatedDraw(config.stepMean(), config.stepStd());
        } while (length < config.minStep() || length > config.maxStep());
        return length;
    }

    double truncatedDraw(double mean, double std) {
        return mean + std * generator.nextGaussian();
    }

    /** Around 0, by the rejection of Best and Fisher 1979. */
    double vonMises(double kappa) {
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
