package dev.jepa.core.data;

/**
 * How an {@link ImageFolder} is opened.
 *
 * @param strict an unreadable file is an error instead of being reported and skipped
 * @param channels 3: every image becomes red, green and blue; 1: every image becomes gray
 * @param equalSizes an image whose size differs from the first one's is an error
 * @param upright images are turned as their EXIF orientation says; otherwise they stay as they are stored
 */
public record FolderOptions(boolean strict, int channels, boolean equalSizes, boolean upright) {
    /** Skip what cannot be read, three channels, any sizes, upright. */
    public static final FolderOptions DEFAULT = new FolderOptions(false, 3, false, true);

    public FolderOptions {
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException(
                    "channels must be 1 (gray) or 3 (colour) but was %d.".formatted(channels));
        }
    }

    public FolderOptions withStrict(boolean value) {
        return new FolderOptions(value, channels, equalSizes, upright);
    }

    public FolderOptions withChannels(int value) {
        return new FolderOptions(strict, value, equalSizes, upright);
    }

    public FolderOptions withEqualSizes(boolean value) {
        return new FolderOptions(strict, channels, value, upright);
    }

    public FolderOptions withUpright(boolean value) {
        return new FolderOptions(strict, channels, equalSizes, value);
    }
}
