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
}
