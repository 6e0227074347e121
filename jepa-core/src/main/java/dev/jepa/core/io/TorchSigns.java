package dev.jepa.core.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/**
 * The lazy views of PyTorch that leave the bytes as they are and note what to do with them.
 *
 * @param negative every number changes its sign
 * @param conjugate the imaginary part does
 */
record TorchSigns(boolean negative, boolean conjugate) {
    static final TorchSigns NONE = new TorchSigns(false, false);

    /** From the metadata that a call has at a place, where it has any. */
    static TorchSigns of(PickleArguments arguments, int index, StoredType type) {
        if (index >= arguments.count() || !(arguments.get(index, Object.class) instanceof Map<?, ?> metadata)) {
            return NONE;
        }
        boolean negative = Boolean.TRUE.equals(metadata.get("neg"));
        boolean conjugate = type == StoredType.C64 && Boolean.TRUE.equals(metadata.get("conj"));
        if (negative && type != StoredType.C64 && (!type.isNumeric() || type == StoredType.BOOL)) {
            throw arguments.invalid("it is a negative view of " + type);
        }
        return new TorchSigns(negative, conjugate);
    }

    boolean isPlain() {
        return !negative && !conjugate;
    }

    /** The elements with their signs, as a copy. */
    ByteBuffer applied(ByteBuffer elements, StoredType type) {
        ByteBuffer result = ByteBuffer.allocate(elements.remaining())
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(elements)
                .flip();
        boolean complex = type == StoredType.C64;
        int width = complex ? Float.BYTES : type.bits() / 8;
        for (int at = 0, part = 0; at < result.limit(); at += width, part++) {
            boolean imaginary = complex && part % 2 == 1;
            boolean flip = imaginary ? negative != conjugate : negative;
            if (flip && type.isInteger()) {
                negate(result, at, width);
            } else if (flip) {
                int top = at + width - 1;
                result.put(top, (byte) (result.get(top) ^ 0x80));
            }
        }
        return result;
    }

    /** Two's complement: the complement plus one. */
    private static void negate(ByteBuffer bytes, int at, int width) {
        int carry = 1;
        for (int i = at; i < at + width; i++) {
            int sum = (~bytes.get(i) & 0xff) + carry;
            bytes.put(i, (byte) sum);
            carry = sum >> 8;
        }
    }
}
