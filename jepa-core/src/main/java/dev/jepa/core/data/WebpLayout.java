package dev.jepa.core.data;

import dev.jepa.core.data.ImageDecoder.Size;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/** The chunks of a WebP file. */
final class WebpLayout implements ImageLayout {
    private static final int LOSSY = name("VP8 ");
    private static final int LOSSLESS = name("VP8L");
    private static final int EXTENDED = name("VP8X");
    private static final int EXIF = name("EXIF");
    private static final int ALPHA = name("ALPH");
    private static final int ANIMATION = 0x02;
    private static final int SIZE_AT = 4;
    private static final int FIRST_CHUNK = 12;
    private static final int BEFORE = 8; // name and length

    private final boolean whole;
    private Orientation orientation = Orientation.UPRIGHT;
    private @Nullable Size canvas;
    private @Nullable Size picture;
    private boolean animated;
    private boolean alphaApart;

    WebpLayout(ImageInputStream in) throws IOException {
        in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        in.seek(SIZE_AT);
        long end = BEFORE + in.readUnsignedInt();
        long position = FIRST_CHUNK;
        while (position + BEFORE <= Math.min(end, in.length())) {
            in.seek(position);
            int name = in.readInt();
            long length = in.readUnsignedInt();
            position += BEFORE;
            read(in, name, position, length);
            position += length + (length & 1);
        }
        this.whole = end <= in.length() && position <= end + 1;
    }

    private static int name(String letters) {
        return letters.charAt(0) | letters.charAt(1) << 8 | letters.charAt(2) << 16 | letters.charAt(3) << 24;
    }

    private void read(ImageInputStream in, int name, long position, long length) throws IOException {
        if (name == EXIF) {
            readExif(in, position, length);
        } else if (name == EXTENDED) {
            animated = (in.readUnsignedByte() & ANIMATION) != 0;
            in.skipBytes(3);
            int width = 1 + threeBytes(in);
            canvas = new Size(1 + threeBytes(in), width);
        } else if (name == LOSSY) {
            in.skipBytes(6);
            int width = in.readUnsignedShort() & 0x3fff;
            picture = new Size(in.readUnsignedShort() & 0x3fff, width);
        } else if (name == LOSSLESS) {
            in.skipBytes(1);
            long size = in.readUnsignedInt();
            picture = new Size((int) (size >> 14 & 0x3fff) + 1, (int) (size & 0x3fff) + 1);
        } else if (name == ALPHA) {
            alphaApart = true;
        }
    }

    private int threeBytes(ImageInputStream in) throws IOException {
        return in.readUnsignedByte() | in.readUnsignedByte() << 8 | in.readUnsignedByte() << 16;
    }

    private void readExif(ImageInputStream in, long position, long length) throws IOException {
        byte[] start = new byte[6];
        int read = in.read(start, 0, (int) Math.min(start.length, length));
        boolean named = new String(start, 0, Math.max(0, read), StandardCharsets.ISO_8859_1).equals("Exif\0\0");
        int skipped = named ? start.length : 0; // the letters belong to JPEG, but some programs write them
        orientation = ImageLayout.exif(in, position + skipped, length - skipped);
        in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public Orientation orientation() {
        return orientation;
    }

    /** Also, what the chunks hold must be of the announced size. */
    @Override
    public void requireWhole() throws IOException {
        if (!whole || (!animated && picture == null)) {
            throw new EOFException("its chunks end behind the file, or none holds a picture");
        }
        if (!animated && canvas != null && !canvas.equals(picture)) {
            throw new IOException("its canvas is %s pixels but its picture %s".formatted(canvas, picture));
        }
    }

    /** Alpha is unpacked by itself, to four bytes a pixel. */
    @Override
    public long heldByCodec() {
        return alphaApart && picture != null ? 4 * picture.pixels() : 0;
    }

    /** The codec leaves out wrong pixels, and predicts alpha from neighbours that it left out. */
    @Override
    public boolean canSkip() {
        return false;
    }
}
