package dev.jepa.core.data;

import com.twelvemonkeys.imageio.metadata.CompoundDirectory;
import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import com.twelvemonkeys.imageio.stream.SubImageInputStream;
import java.io.EOFException;
import java.io.IOException;
import javax.imageio.stream.ImageInputStream;

/** What the structure of an image file says beside its pixels. */
interface ImageLayout {
    /** How the stored picture is turned to be shown upright. */
    default Orientation orientation() {
        return Orientation.UPRIGHT;
    }

    /** Throws an {@link EOFException} unless the file holds all that its structure promises, up to the end mark if there is one. */
    void requireWhole() throws IOException;

    /** Bytes that the codec holds at once whatever is asked of it; 0 if it goes row by row. */
    default long heldByCodec() {
        return 0;
    }

    /** Whether the codec can leave out rows and columns while it reads. */
    default boolean canSkip() {
        return true;
    }

    /** Whether integer samples are signed. */
    default boolean isSigned() {
        return false;
    }

    /** Whether colours are multiplied by alpha where the codec does not say so. */
    default boolean isPremultiplied() {
        return false;
    }

    /** What follows the given position in the stream must be so long. */
    static void require(ImageInputStream in, long end) throws IOException {
        if (end > in.length()) {
            throw new EOFException("%d bytes of %d".formatted(in.length(), end));
        }
    }

    /** The orientation in an EXIF block of so many bytes at a position; a block that makes no sense says nothing. */
    static Orientation exif(ImageInputStream in, long position, long length) throws IOException {
        in.seek(position);
        try {
            Directory all = new TIFFReader().read(new SubImageInputStream(in, length));
            return all instanceof CompoundDirectory parts && parts.directoryCount() > 0
                    ? orientation(parts.getDirectory(0))
                    : Orientation.UPRIGHT;
        } catch (IOException | RuntimeException e) {
            return Orientation.UPRIGHT;
        }
    }

    /** The orientation in a directory of tags. */
    static Orientation orientation(Directory tags) {
        Entry entry = tags.getEntryById(TIFF.TAG_ORIENTATION);
        return entry != null && entry.getValue() instanceof Number code
                ? Orientation.ofExif(code.intValue())
                : Orientation.UPRIGHT;
    }
}
