package dev.jepa.core.io;

/** Element types of tensors in files, named as in safetensors; {@link #isNumeric()} says which can be converted. */
public enum StoredType {
    BOOL(8, Kind.INTEGER),
    U8(8, Kind.INTEGER),
    I8(8, Kind.INTEGER),
    U16(16, Kind.INTEGER),
    I16(16, Kind.INTEGER),
    U32(32, Kind.INTEGER),
    I32(32, Kind.INTEGER),
    U64(64, Kind.INTEGER),
    I64(64, Kind.INTEGER),
    F16(16, Kind.FLOATING),
    BF16(16, Kind.FLOATING),
    F32(32, Kind.FLOATING),
    F64(64, Kind.FLOATING),
    C64(64, Kind.RAW),
    F8_E4M3(8, Kind.RAW),
    F8_E5M2(8, Kind.RAW),
    F8_E8M0(8, Kind.RAW),
    F8_E4M3FNUZ(8, Kind.RAW),
    F8_E5M2FNUZ(8, Kind.RAW),
    F6_E2M3(6, Kind.RAW),
    F6_E3M2(6, Kind.RAW),
    F4(4, Kind.RAW);

    private enum Kind {
        INTEGER,
        FLOATING,
        RAW
    }

    private final int bits;
    private final Kind kind;

    StoredType(int bits, Kind kind) {
        this.bits = bits;
        this.kind = kind;
    }

    /** Bits of one element. */
    public int bits() {
        return bits;
    }

    /** Whether elements are integers or truth values. */
    public boolean isInteger() {
        return kind == Kind.INTEGER;
    }

    /** Whether elements can be converted to Java numbers; the others are passed on as bytes only. */
    public boolean isNumeric() {
        return kind != Kind.RAW;
    }

    /**
     * Bytes of a tensor of this many elements.
     *
     * @throws ArithmeticException beyond 2^63 bits, or where the elements do not fill whole bytes
     */
    long bytesOf(long elements) {
        long total = Math.multiplyExact(elements, (long) bits);
        if (total % 8 != 0) {
            throw new ArithmeticException(elements + " elements of " + bits + " bits do not fill whole bytes");
        }
        return total / 8;
    }
}
