package dev.jepa.core.data;

import java.nio.file.Path;

/** One image cannot be decoded; a {@link DataLoader} reports it and takes the next image unless it is strict. */
public final class UnreadableImageException extends DataException {
    private static final long serialVersionUID = 1L;

    public UnreadableImageException(Path file, String reason) {
        this(file, reason, "Maybe the file is damaged or not an image; delete it or copy it again.");
    }

    private UnreadableImageException(Path file, String reason, String advice) {
        super("image %s cannot be read: %s.\n%s".formatted(file, reason, advice));
    }

    /** An image that would need more memory than there is for it. */
    static UnreadableImageException tooLarge(Path file, String reason) {
        return new UnreadableImageException(
                file, reason, "Maybe store the picture smaller, or give Java a larger heap (-Xmx).");
    }
}
