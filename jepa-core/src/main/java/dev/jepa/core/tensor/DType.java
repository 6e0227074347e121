package dev.jepa.core.tensor;

import java.util.Locale;

/** Element types of a {@link Tensor}, with PyTorch's names and codes. */
public enum DType {
    UINT8(0, 1, false),
    INT8(1, 1, false),
    INT16(2, 2, false),
    INT32(3, 4, false),
    INT64(4, 8, false),
    FLOAT16(5, 2, true),
    FLOAT32(6, 4, true),
    FLOAT64(7, 8, true),
    COMPLEX64(9, 8, false),
    COMPLEX128(10, 16, false),
    BOOL(11, 1, false),
    BFLOAT16(15, 2, true);

    private final int code;
    private final int bytes;
    private final boolean floating;

    DType(int code, int bytes, boolean floating) {
        this.code = code;
        this.bytes = bytes;
        this.floating = floating;
    }

    /** LibTorch's {@code ScalarType} number. */
    int code() {
        return code;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    /** Whether this is a real floating-point type, the only kind that carries gradients. */
    public boolean isFloating() {
        return floating;
    }

    /** Whether the elements are complex numbers. */
    public boolean isComplex() {
        return this == COMPLEX64 || this == COMPLEX128;
    }

    static DType ofCode(int code) {
        for (DType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw new IllegalStateException("LibTorch returned the unsupported element type number " + code + ".");
    }

    /** PyTorch's spelling, for example {@code float32}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
