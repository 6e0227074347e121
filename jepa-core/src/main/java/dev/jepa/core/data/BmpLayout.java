package dev.jepa.core.data;

import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStream;

/** The header of a BMP file, which says how many bytes of pixels follow. */
final class BmpLayout implements ImageLayout {
    private static final int PIXELS_AT = 10;
    private static final int HEADER = 14;
    private static final int CORE_HEADER_BYTES = 12;
    private static final int RLE8 = 1;
    private static final int RLE4 = 2;

    private final ImageInputStream in;
    private final long pixelsAt;
    private final long width;
    private final long height;
    private final int bits;
    private final long compression;
    private final long storedBytes;

    BmpLayout(ImageInputStream in) throws IOException {
        this.in = in;
        in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        in.seek(PIXELS_AT);
        pixelsAt = in.readUnsignedInt();
        boolean core = in.readUnsignedInt() == CORE_HEADER_BYTES;
        in.seek(HEADER + 4L);
        width = core ? in.readUnsignedShort() : in.readInt();
        height = Math.abs(core ? in.readUnsignedShort() : (long) in.readInt());
        in.readUnsignedShort(); // planes
        bits = in.readUnsignedShort();
        compression = core ? 0 : in.readUnsignedInt();
        storedBytes = core ? 0 : in.readUnsignedInt();
    }

    private boolean isRunLength() {
        return compression == RLE8 || compression == RLE4;
    }

    /** A picture that is not compressed needs no bytes after its last pixel. */
    @Override
    public void requireWhole() throws IOException {
        long plain = ((width * bits + 31) / 32 * 4) * (height - 1) + (width * bits + 7) / 8;
        boolean compressed = compression != 0 && compression != 3 && compression != 6;
        ImageLayout.require(in, pixelsAt + (compressed ? storedBytes : plain));
    }

    /** Run lengths are unpacked at once. */
    @Override
    public long heldByCodec() {
        return isRunLength() ? width * height + storedBytes : 0;
    }
}
