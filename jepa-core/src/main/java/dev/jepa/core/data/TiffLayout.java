package dev.jepa.core.data;

import com.twelvemonkeys.imageio.metadata.CompoundDirectory;
import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import java.io.EOFException;
import java.io.IOException;
import java.util.stream.LongStream;
import javax.imageio.stream.ImageInputStream;

/** The first directory of a TIFF file. */
final class TiffLayout implements ImageLayout {
    private static final int SIGNED = 2;
    private static final int FLOAT = 3;
    private static final int ASSOCIATED_ALPHA = 1;
    private static final int OLD_JPEG = 6;
    private static final int JPEG = 7;

    private static final long[] NONE = {};

    private final ImageInputStream in;
    private final Directory tags;

    TiffLayout(ImageInputStream in) throws IOException {
        this.in = in;
        Directory all = new TIFFReader().read(in);
        if (!(all instanceof CompoundDirectory parts) || parts.directoryCount() == 0) {
            throw new EOFException("its directory is missing");
        }
        this.tags = parts.getDirectory(0);
    }

    @Override
    public Orientation orientation() {
        return ImageLayout.orientation(tags);
    }

    @Override
    public boolean isSigned() {
        return first(TIFF.TAG_SAMPLE_FORMAT, 1) == SIGNED;
    }

    /** The codec leaves out wrong pixels of tiles, and of samples that are floats or longer than 16 bits. */
    @Override
    public boolean canSkip() {
        return first(TIFF.TAG_BITS_PER_SAMPLE, 1) <= 16
                && first(TIFF.TAG_SAMPLE_FORMAT, 1) != FLOAT
                && first(TIFF.TAG_TILE_WIDTH, 0) == 0;
    }

    @Override
    public boolean isPremultiplied() {
        return first(TIFF.TAG_EXTRA_SAMPLES, 0) == ASSOCIATED_ALPHA;
    }

    @Override
    public void requireWhole() throws IOException {
        for (Entry entry : tags) {
            if (entry.getValue() instanceof EOFException end) {
                throw end;
            }
        }
        requireWhole(TIFF.TAG_STRIP_OFFSETS, TIFF.TAG_STRIP_BYTE_COUNTS);
        requireWhole(TIFF.TAG_TILE_OFFSETS, TIFF.TAG_TILE_BYTE_COUNTS);
    }

    private void requireWhole(int offsetsTag, int countsTag) throws IOException {
        long[] offsets = values(offsetsTag);
        long[] counts = values(countsTag);
        for (int i = 0; i < Math.min(offsets.length, counts.length); i++) {
            ImageLayout.require(in, offsets[i] + counts[i]);
        }
    }

    /** One tile, or a strip that is a JPEG of its own; other strips are read row by row. */
    @Override
    public long heldByCodec() {
        long compression = first(TIFF.TAG_COMPRESSION, 1);
        long strip = compression == JPEG || compression == OLD_JPEG ? stripPixels() : 0;
        return bytesPerPixel() * Math.max(strip, first(TIFF.TAG_TILE_WIDTH, 0) * first(TIFF.TAG_TILE_HEIGTH, 0));
    }

    private long stripPixels() {
        long height = first(TIFF.TAG_IMAGE_HEIGHT, 0);
        return first(TIFF.TAG_IMAGE_WIDTH, 0) * Math.min(height, first(TIFF.TAG_ROWS_PER_STRIP, height));
    }

    private long bytesPerPixel() {
        return (first(TIFF.TAG_SAMPLES_PER_PIXEL, 1) * first(TIFF.TAG_BITS_PER_SAMPLE, 1) + 7) / 8;
    }

    private long first(int tag, long otherwise) {
        long[] values = values(tag);
        return values.length == 0 ? otherwise : values[0];
    }

    private long[] values(int tag) {
        Entry entry = tags.getEntryById(tag);
        return entry == null ? NONE : numbers(entry.getValue());
    }

    private static long[] numbers(Object value) {
        if (value instanceof Number number) {
            return new long[] {number.longValue()};
        }
        if (value instanceof int[] integers) {
            return LongStream.range(0, integers.length)
                    .map(i -> integers[(int) i])
                    .toArray();
        }
        return value instanceof long[] longs ? longs : NONE;
    }
}
