package dev.jepa.core.data;

/** How a batch stores a value. */
public enum PixelFormat {
    /** Unsigned byte: the view's value, which must be in [0, 1], times 255 and rounded. */
    UINT8(1),
    /** Float in the byte order of the machine: the view's value. */
    FLOAT32(4);

    private final int bytes;

    PixelFormat(int bytes) {
        this.bytes = bytes;
    }

    public int bytes() {
        return bytes;
    }
}
