package dev.jepa.core.data;

/** A file or folder of data is not there, or a folder lacks the files it should hold. */
public final class MissingDataException extends DataException {
    private static final long serialVersionUID = 1L;

    public MissingDataException(String message) {
        super(message);
    }
}
