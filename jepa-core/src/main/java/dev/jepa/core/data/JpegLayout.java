package dev.jepa.core.data;

import java.io.IOException;
import java.util.Arrays;
import javax.imageio.stream.ImageInputStream;

/** The markers of a JPEG file: segments, scans and the end mark. */
final class JpegLayout implements ImageLayout {
    /** What the four or fewer channels of a JPEG are. */
    enum Colours {
        GRAY,
        RED_GREEN_BLUE,
        LUMA_CHROMA,
        /** Cyan, magenta, yellow, black, stored inverted. */
        INKS,
        /** The same with the first three as luma and chroma. */
        INKS_AS_LUMA_CHROMA
    }

    private static final int START_OF_SCAN = 0xda;
    private static final int END_OF_IMAGE = 0xd9;
    private static final int APP0 = 0xe0;
    private static final int APP1 = 0xe1;
    private static final int APP14 = 0xee;
    private static final int NO_TRANSFORM = -1;

    private final ImageInputStream in;
    private final long scans;
    private Orientation orientation = Orientation.UPRIGHT;
    private int transform = NO_TRANSFORM;
    private boolean jfif;
    private byte[] components = {};

    JpegLayout(ImageInputStream in) throws IOException {
        this.in = in;
        in.seek(2);
        int marker = nextMarker();
        while (marker != START_OF_SCAN && marker != END_OF_IMAGE) {
            readSegment(marker);
            marker = nextMarker();
        }
        this.scans = in.getStreamPosition() - 2;
    }

    /** The next marker, from a place where one is due; what lies before it is skipped. */
    private int nextMarker() throws IOException {
        int marker = 0;
        while (marker == 0 || marker == 0xff) {
            marker = marker == 0xff ? in.readUnsignedByte() : in.readUnsignedByte() == 0xff ? 0xff : 0;
        }
        return marker;
    }

    private void readSegment(int marker) throws IOException {
        if (isAlone(marker)) {
            return;
        }
        long start = in.getStreamPosition();
        int length = in.readUnsignedShort();
        ImageLayout.require(in, start + length);
        if (marker == APP0 && begins("JFIF\0", length)) {
            jfif = true;
        } else if (marker == APP1 && begins("Exif\0\0", length)) {
            orientation = ImageLayout.exif(in, start + 8, length - 8);
        } else if (marker == APP14 && length >= 14 && begins("Adobe", length)) {
            in.skipBytes(6);
            transform = in.readUnsignedByte();
        } else if (isFrame(marker)) {
            readFrame(length);
        }
        in.seek(start + length);
    }

    private static boolean isAlone(int marker) {
        return marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    private boolean begins(String name, int length) throws IOException {
        if (length < 2 + name.length()) {
            return false;
        }
        boolean same = true;
        for (int i = 0; i < name.length(); i++) {
            same &= in.readUnsignedByte() == name.charAt(i);
        }
        return same;
    }

    private void readFrame(int length) throws IOException {
        in.skipBytes(5);
        int count = in.readUnsignedByte();
        components = new byte[Math.min(count, (length - 8) / 3)];
        for (int i = 0; i < components.length; i++) {
            components[i] = in.readByte();
            in.skipBytes(2);
        }
    }

    @Override
    public Orientation orientation() {
        return orientation;
    }

    /** How many components are stored. */
    int components() {
        return components.length;
    }

    /** By the rules of the Independent JPEG Group: JFIF, then Adobe's mark, then the names of the components. */
    Colours colours() throws IOException {
        return switch (components.length) {
            case 1 -> Colours.GRAY;
            case 3 -> {
                boolean named = Arrays.equals(components, new byte[] {'R', 'G', 'B'});
                yield !jfif && (transform == 0 || (transform == NO_TRANSFORM && named))
                        ? Colours.RED_GREEN_BLUE
                        : Colours.LUMA_CHROMA;
            }
            case 4 -> transform == 2 ? Colours.INKS_AS_LUMA_CHROMA : Colours.INKS;
            default -> throw new IOException(components.length + " components are neither gray, colours nor inks");
        };
    }

    @Override
    public void requireWhole() throws IOException {
        in.seek(scans);
        for (int marker = nextMarker(); marker != END_OF_IMAGE; marker = nextMarker()) {
            if (!isAlone(marker)) {
                in.seek(in.getStreamPosition() + in.readUnsignedShort());
            }
        }
    }
}
