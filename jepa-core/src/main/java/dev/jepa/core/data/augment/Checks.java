package dev.jepa.core.data.augment;

/** Validation of the settings of augmentations. */
final class Checks {
    private Checks() {}

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency
    static void that(boolean holds, String message, Object... values) {
        if (!holds) {
            throw new IllegalArgumentException(message.formatted(values));
        }
    }

    static void positive(String name, int value) {
        that(value > 0, "%s must be at least 1 but was %d.", name, value);
    }

    static void probability(String name, double value) {
        that(0 <= value && value <= 1, "%s must be a probability from 0 to 1 but was %s.", name, value);
    }
}
