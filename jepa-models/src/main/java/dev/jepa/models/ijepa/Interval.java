package dev.jepa.models.ijepa;

import dev.jepa.core.errors.Bounds;

/**
 * A closed interval that a number is drawn from.
 *
 * @param low smallest value, > 0
 * @param high largest value, >= low
 */
public record Interval(double low, double high) {
    public Interval {
        Bounds.maybe("[0.15, 0.2]")
                .positive("low", low)
                .positive("high", high)
                .that(low <= high, "high", "be >= low = " + low, high);
    }

    /** The value at a fraction u in [0, 1] of the way from low to high. */
    double at(double u) {
        return low + u * (high - low);
    }
}
