package dev.jepa.examples.recipe;

/** A name that no recipe has. */
public final class UnknownRecipeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UnknownRecipeException(String message) {
        super(message);
    }
}
