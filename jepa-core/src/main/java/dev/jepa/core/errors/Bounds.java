package dev.jepa.core.errors;

import java.util.List;

/**
 * What the numbers of a configuration may be: each check throws an {@link IllegalArgumentException} that names the number, what is
 * allowed, what it was, and advice.
 *
 * <pre>{@code
 * Bounds.maybe("VicReg.official()").notNegative("invariance", invariance).positive("varianceShare", varianceShare);
 * }</pre>
 */
public final class Bounds {
    private final String advice;

    private Bounds(String advice) {
        this.advice = advice;
    }

    /** Checks whose messages end in "Maybe" and this advice. */
    public static Bounds maybe(String advice) {
        return new Bounds("\nMaybe " + advice + ".");
    }

    /** A finite number above 0. */
    public Bounds positive(String name, double value) {
        return that(value > 0 && value < Double.POSITIVE_INFINITY, name, "be > 0 and finite", value);
    }

    /** A finite number, 0 or above. */
    public Bounds notNegative(String name, double value) {
        return that(value >= 0 && value < Double.POSITIVE_INFINITY, name, "be >= 0 and finite", value);
    }

    /** A count of this many or more. */
    public Bounds atLeast(long least, String name, long value) {
        return that(value >= least, name, "be >= " + least, value);
    }

    /** Counts of this many or more, one of them or more. */
    public Bounds allAtLeast(long least, String name, List<Integer> values) {
        boolean holds = !values.isEmpty() && values.stream().allMatch(value -> value >= least);
        return that(holds, name, "hold one or more numbers >= " + least, values);
    }

    /** A number from 0 to 1, both included: a share or a probability. */
    public Bounds share(String name, double value) {
        return that(value >= 0 && value <= 1, name, "lie in [0, 1]", value);
    }

    /** A number from 0 up to 1, 1 left out: what is dropped or kept of each step. */
    public Bounds shareBelowOne(String name, double value) {
        return that(value >= 0 && value < 1, name, "lie in [0, 1)", value);
    }

    /** A number above 0, up to 1. */
    public Bounds positiveShare(String name, double value) {
        return that(value > 0 && value <= 1, name, "lie in (0, 1]", value);
    }

    /** Anything else, which must be put as in "name must BE but was value". */
    public Bounds that(boolean holds, String name, String be, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must " + be + " but was " + value + "." + advice);
        }
        return this;
    }
}
