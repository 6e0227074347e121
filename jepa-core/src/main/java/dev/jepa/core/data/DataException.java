package dev.jepa.core.data;

/** Something is wrong with data outside the program (a file, an image, a download); the message is meant for the user as it is. */
public class DataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DataException(String message) {
        super(message);
    }

    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
