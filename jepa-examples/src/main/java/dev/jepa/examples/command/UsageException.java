package dev.jepa.examples.command;

/** The command was used wrongly, which is known before any work was done: exit code 2. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }

    UsageException(IllegalArgumentException cause) {
        super(cause.getMessage(), cause);
    }
}
