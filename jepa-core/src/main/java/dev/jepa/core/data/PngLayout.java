package dev.jepa.core.data;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStream;

/** The chunks of a PNG file, up to its end mark. */
final class PngLayout implements ImageLayout {
    private static final int EXIF = 0x65584966; // "eXIf"
    private static final int END = 0x49454e44; // "IEND"
    private static final int SIGNATURE_BYTES = 8;
    private static final int BEFORE = 8; // length and name
    private static final int CHECKSUM = 4;

    private Orientation orientation = Orientation.UPRIGHT;
    private boolean ended;

    PngLayout(ImageInputStream in) throws IOException {
        long position = SIGNATURE_BYTES;
        while (!ended && position + BEFORE <= in.length()) {
            in.seek(position);
            in.setByteOrder(ByteOrder.BIG_ENDIAN);
            long length = in.readUnsignedInt();
            int name = in.readInt();
            long next = position + BEFORE + length + CHECKSUM;
            if (name == EXIF) {
                orientation = ImageLayout.exif(in, position + BEFORE, length);
            }
            ended = name == END && next <= in.length();
            position = next;
        }
    }

    @Override
    public Orientation orientation() {
        return orientation;
    }

    @Override
    public void requireWhole() throws IOException {
        if (!ended) {
            throw new EOFException("its end mark is missing");
        }
    }
}
