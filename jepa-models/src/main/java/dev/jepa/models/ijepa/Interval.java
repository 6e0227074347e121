package dev.jepa.models.ijepa;

/**
 * A closed interval that a number is drawn from.
 *
 * @param low smallest value, > 0
 * @param high largest value, >= low
 */
public record Interval(double low, double high) {
    public Interval {
        if (!(low > 0 && high >= low && Double.isFinite(high))) {
            throw new IllegalArgumentException(
                    "An interval needs 0 < low <= high but was [" + low + ", " + high + "].");
        }
    }

    /** The value at a fraction u in [0, 1] of the way from low to high. */
    double at(double u) {
        return low + u * (high - low);
    }
}
