package dev.jepa.examples.recipe;

/** The command was used wrongly, which is known before any work is done: exit code 2. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What was wrong, what is allowed, and on the next line what may be done. */
    public UsageException(String message) {
        super(message);
    }

    /** A value that something below refused. */
    public UsageException(IllegalArgumentException refusal) {
        super(refusal.getMessage(), refusal);
    }
}
