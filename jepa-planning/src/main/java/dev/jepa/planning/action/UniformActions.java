package dev.jepa.planning.action;

import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Draws uniformly from a box or a ball.
 *
 * @param low of the box, [A]
 * @param high of the box, [A]
 * @param maxNorm radius of the ball; infinite for the box
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record UniformActions(double[] low, double[] high, double maxNorm) {
    /** Numbers of a set of actions: 1 GiB of float64. */
    private static final long MOST_NUMBERS = 1L << 27;

    /** Refuses sets of so many actions of {@code dim} components that are empty or too large for memory. */
    static void requireRoom(String what, double count, int dim) {
        double most = Math.floor((double) MOST_NUMBERS / dim);
        if (!(count >= 1 && count <= most)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%s of actions of %d components must have 1 to %.0f actions but was to have %.0f.",
                    what,
                    dim,
                    most,
                    count));
        }
    }

    /** One action, [A]. */
    double[] draw(RandomGenerator generator) {
        return Double.isInfinite(maxNorm) ? inBox(generator) : inBall(generator);
    }

    private double[] inBox(RandomGenerator generator) {
        double[] action = new double[low.length];
        for (int i = 0; i < action.length; i++) {
            action[i] = low[i] + (high[i] - low[i]) * generator.nextDouble();
        }
        return action;
    }

    /** A normal vector has all directions alike; a share x^A of the ball is nearer to its middle than x of its radius. */
    private double[] inBall(RandomGenerator generator) {
        double[] action = new double[low.length];
        for (int i = 0; i < action.length; i++) {
            action[i] = generator.nextGaussian();
        }
        double length = maxNorm * Math.pow(generator.nextDouble(), 1.0 / action.length);
        double scale = length / Math.max(ActionBounds.norm(action), Double.MIN_NORMAL);
        for (int i = 0; i < action.length; i++) {
            action[i] *= scale;
        }
        return action;
    }
}
