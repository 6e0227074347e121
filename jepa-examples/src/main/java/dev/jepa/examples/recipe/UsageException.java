package dev.jepa.examples.recipe;

/** The command was used wrongly, which is known before any work is done: exit code 2. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What was wrong, what is allowed, and on the next line what may be done. */
    public UsageException(String message) {
        super(message);
    }

    /** What something below refused, with advice in terms of the command in place of its own. */
    public UsageException(RuntimeException refusal, String advice) {
        super(String.valueOf(refusal.getMessage()).lines().findFirst().orElse("") + "\n" + advice, refusal);
    }

    /** A value that something below refused. */
    public UsageException(IllegalArgumentException refusal) {
        super(refusal.getMessage(), refusal);
    }
}
