package dev.jepa.planning.mpc;

import java.util.Locale;

/** A share of episodes with its 95 % interval (Wilson 1927). */
public record SuccessRate(int successes, int episodes) {
    private static final double Z = 1.959964;

    public SuccessRate {
        if (episodes < 1 || successes < 0 || successes > episodes) {
            throw new IllegalArgumentException("successes must lie in [0, episodes] and episodes be >= 1 but they were "
                    + successes + " and " + episodes + ".");
        }
    }

    /** The share. */
    public double value() {
        return (double) successes / episodes;
    }

    /** For example {@code 19 of 20}. */
    public String counts() {
        return successes + " of " + episodes;
    }

    /** The lower end of the interval. */
    public double low() {
        return centre() - halfWidth();
    }

    /** The upper end of the interval. */
    public double high() {
        return centre() + halfWidth();
    }

    private double centre() {
        return (value() + Z * Z / (2 * episodes)) / (1 + Z * Z / episodes);
    }

    private double halfWidth() {
        double p = value();
        return Z / (1 + Z * Z / episodes) * Math.sqrt(p * (1 - p) / episodes + Z * Z / (4.0 * episodes * episodes));
    }

    /** For example {@code 95.0 % [76.4, 99.1]}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.1f %% [%.1f, %.1f]", 100 * value(), 100 * low(), 100 * high());
    }
}
