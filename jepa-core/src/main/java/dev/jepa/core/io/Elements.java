package dev.jepa.core.io;

import java.nio.ByteBuffer;

/** Decodes the elements of a stored tensor into Java numbers, a part at a time. */
final class Elements {
    /** Elements decoded at once, so that a mapped or archived tensor is never held twice. */
    private static final int PART = 1 << 20;

    private static final double TWO_TO_63 = 0x1p63;

    private Elements() {}

    /** Decodes {@code count} elements of {@code bytes} into an array at {@code start}. */
    @FunctionalInterface
    private interface Decoder {
        void decode(ByteBuffer bytes, int start, int count);
    }

    static float[] toFloats(StoredTensor tensor) {
        float[] values = new float[length(tensor)];
        StoredType type = tensor.type();
        forEachPart(tensor, (bytes, start, count) -> {
            if (type == StoredType.F32) {
                bytes.asFloatBuffer().get(values, start, count);
                return;
            }
            for (int i = 0; i < count; i++) {
                values[start + i] = type.isInteger() && type != StoredType.U64
                        ? longAt(type, bytes, i)
                        : (float) doubleAt(type, bytes, i);
            }
        });
        return values;
    }

    static double[] toDoubles(StoredTensor tensor) {
        double[] values = new double[length(tensor)];
        StoredType type = tensor.type();
        forEachPart(tensor, (bytes, start, count) -> {
            for (int i = 0; i < count; i++) {
                values[start + i] = doubleAt(type, bytes, i);
            }
        });
        return values;
    }

    static long[] toLongs(StoredTensor tensor) {
        long[] values = new long[length(tensor)];
        StoredType type = tensor.type();
        forEachPart(tensor, (bytes, start, count) -> {
            for (int i = 0; i < count; i++) {
                values[start + i] = type.isInteger() ? longAt(type, bytes, i) : whole(tensor, start + i, bytes, i);
                if (type == StoredType.U64 && values[start + i] < 0) {
                    throw notWhole(tensor, start + i, Long.toUnsignedString(values[start + i]));
                }
            }
        });
        return values;
    }

    private static int length(StoredTensor tensor) {
        if (!tensor.type().isNumeric()) {
            throw new IllegalStateException(tensor + " cannot be converted to numbers: " + tensor.type()
                    + " is not supported.\nMaybe take its bytes().");
        } else if (tensor.elements() > Integer.MAX_VALUE - 8) {
            throw new IllegalStateException(tensor + " has more elements than a Java array can hold."
                    + "\nMaybe read it in parts with bytes(offset, length).");
        }
        return (int) tensor.elements();
    }

    private static void forEachPart(StoredTensor tensor, Decoder decoder) {
        int size = tensor.type().bits() / 8;
        int total = (int) tensor.elements();
        for (int start = 0; start < total; start += PART) {
            int count = Math.min(PART, total - start);
            decoder.decode(tensor.bytes((long) start * size, count * size), start, count);
        }
    }

    private static long longAt(StoredType type, ByteBuffer bytes, int index) {
        return switch (type) {
            case BOOL -> bytes.get(index) == 0 ? 0 : 1;
            case U8 -> bytes.get(index) & 0xff;
            case I8 -> bytes.get(index);
            case U16 -> bytes.getShort(2 * index) & 0xffff;
            case I16 -> bytes.getShort(2 * index);
            case U32 -> bytes.getInt(4 * index) & 0xffffffffL;
            case I32 -> bytes.getInt(4 * index);
            case U64, I64 -> bytes.getLong(8 * index);
            default -> throw new IllegalStateException(type + " is not an integer type.");
        };
    }

    private static double doubleAt(StoredType type, ByteBuffer bytes, int index) {
        return switch (type) {
            case F16 -> HalfFloats.float16(bytes.getShort(2 * index));
            case BF16 -> HalfFloats.bfloat16(bytes.getShort(2 * index));
            case F32 -> bytes.getFloat(4 * index);
            case F64 -> bytes.getDouble(8 * index);
            case U64 -> unsigned(bytes.getLong(8 * index));
            default -> longAt(type, bytes, index);
        };
    }

    /** Halves with the lost bit kept sticky, so that the result is rounded once. */
    private static double unsigned(long value) {
        return value >= 0 ? value : ((value >>> 1) | (value & 1)) * 2.0;
    }

    private static long whole(StoredTensor tensor, int position, ByteBuffer bytes, int index) {
        double value = doubleAt(tensor.type(), bytes, index);
        if (value != Math.rint(value) || value < -TWO_TO_63 || value >= TWO_TO_63) {
            throw notWhole(tensor, position, Double.toString(value));
        }
        return (long) value;
    }

    private static IllegalStateException notWhole(StoredTensor tensor, int position, String value) {
        return new IllegalStateException(tensor + " cannot be converted to int64: element " + position + " is " + value
                + ".\nMaybe use toDoubleArray().");
    }
}
