package dev.jepa.core.data;

import java.nio.file.Path;

/** One image cannot be decoded; a {@link DataLoader} reports it and takes the next image unless it is strict. */
public final class UnreadableImageException extends DataException {
    private static final long serialVersionUID = 1L;

    public UnreadableImageException(Path file, String reason) {
        super("image %s cannot be read: %s.\nMaybe the file is damaged or not an image; delete it or copy it again."
                .formatted(file, reason));
    }
}
