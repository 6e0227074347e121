package dev.jepa.core.data;

import java.io.IOException;
import javax.imageio.stream.ImageInputStream;

/** The blocks of a GIF file: extensions, pictures and the trailer. */
final class GifLayout implements ImageLayout {
    private static final int SCREEN = 6; // after the signature
    private static final int FIRST_BLOCK = 13; // without a palette
    private static final int EXTENSION = 0x21;
    private static final int PICTURE = 0x2c;
    private static final int TRAILER = 0x3b;

    private final ImageInputStream in;

    GifLayout(ImageInputStream in) {
        this.in = in;
    }

    @Override
    public void requireWhole() throws IOException {
        in.seek(SCREEN + 4L);
        int flags = in.readUnsignedByte();
        in.seek(FIRST_BLOCK + paletteBytes(flags));
        for (int block = in.readUnsignedByte(); block != TRAILER; block = in.readUnsignedByte()) {
            if (block == PICTURE) {
                skipPicture();
            } else if (block == EXTENSION) {
                in.readUnsignedByte(); // its kind
                skipParts();
            } else {
                throw new IOException("byte %02x begins no block of a GIF file".formatted(block));
            }
        }
    }

    private void skipPicture() throws IOException {
        in.seek(in.getStreamPosition() + 8); // place and size
        int flags = in.readUnsignedByte();
        in.seek(in.getStreamPosition() + paletteBytes(flags));
        in.readUnsignedByte(); // bits of a code
        skipParts();
    }

    private void skipParts() throws IOException {
        for (int length = in.readUnsignedByte(); length > 0; length = in.readUnsignedByte()) {
            in.seek(in.getStreamPosition() + length);
        }
    }

    private static long paletteBytes(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3L << ((flags & 7) + 1);
    }
}
