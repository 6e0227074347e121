package dev.jepa.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoredTensorTest {
    @Test
    void everyNumericTypeIsDecoded() {
        assertDecoded(StoredType.BOOL, new byte[] {0, 1, 2}, 0, 1, 1);
        assertDecoded(StoredType.U8, new byte[] {0, 127, -1}, 0, 127, 255);
        assertDecoded(StoredType.I8, new byte[] {0, 127, -1}, 0, 127, -1);
        assertDecoded(StoredType.U16, bytes(4).putShort((short) 1).putShort((short) -1), 1, 65535);
        assertDecoded(StoredType.I16, bytes(4).putShort((short) 300).putShort((short) -2), 300, -2);
        assertDecoded(StoredType.U32, bytes(8).putInt(7).putInt(-1), 7, 4294967295.0);
        assertDecoded(StoredType.I32, bytes(8).putInt(70_000).putInt(-1), 70_000, -1);
        assertDecoded(StoredType.I64, bytes(16).putLong(1L << 40).putLong(-1), 1L << 40, -1);
        assertDecoded(StoredType.U64, bytes(16).putLong(1L << 40).putLong(5), 1L << 40, 5);
        assertDecoded(StoredType.F32, bytes(8).putFloat(1024).putFloat(-3), 1024, -3);
        assertDecoded(StoredType.F64, bytes(16).putDouble(1024).putDouble(-3), 1024, -3);
        assertDecoded(StoredType.F16, bytes(4).putShort((short) 0x3c00).putShort((short) 0xc500), 1, -5);
        assertDecoded(StoredType.BF16, bytes(4).putShort((short) 0x3f80).putShort((short) 0xc0a0), 1, -5);
    }

    @Test
    void theHalfTypesKeepSubnormalsZerosInfinitiesAndNaN() {
        assertThat(HalfFloats.float16((short) 0x0001)).isEqualTo(0x1p-24f);
        assertThat(HalfFloats.float16((short) 0x83ff)).isEqualTo(-1023 * 0x1p-24f);
        assertThat(HalfFloats.float16((short) 0x0400)).isEqualTo(0x1p-14f);
        assertThat(HalfFloats.float16((short) 0x7bff)).isEqualTo(65504f);
        assertThat(HalfFloats.float16((short) 0x3555)).isEqualTo(0.333251953125f);
        assertThat(Float.floatToRawIntBits(HalfFloats.float16((short) 0x8000))).isEqualTo(0x80000000);
        assertThat(HalfFloats.float16((short) 0xfc00)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(HalfFloats.float16((short) 0x7e00)).isNaN();
        assertThat(HalfFloats.bfloat16((short) 0x7f80)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(HalfFloats.bfloat16((short) 0x0001)).isEqualTo(Float.intBitsToFloat(0x10000));
    }

    /** Widening is exact, so the 65536 values of each type are ordered as their bits are. */
    @Test
    void theHalfTypesAreMonotonousInTheirBits() {
        for (int bits = 0; bits < 0x7c00; bits++) {
            assertThat(HalfFloats.float16((short) bits)).isLessThan(HalfFloats.float16((short) (bits + 1)));
        }
        for (int bits = 0; bits < 0x7f80; bits++) {
            assertThat(HalfFloats.bfloat16((short) bits)).isLessThan(HalfFloats.bfloat16((short) (bits + 1)));
        }
    }

    @Test
    void largeUnsignedIntegersAreRoundedOnceAndRefusedAsLongs() {
        StoredTensor tensor = StoredTensor.of(
                "n", StoredType.U64, bytes(16).putLong(-1).putLong(1L << 63).flip(), 2);
        assertThat(tensor.toDoubleArray()).containsExactly(0x1p64, 0x1p63);
        assertThat(tensor.toFloatArray()).containsExactly(0x1p64f, 0x1p63f);
        assertThatThrownBy(tensor::toLongArray)
                .hasMessage("n U64[2] cannot be converted to int64: element 0 is 18446744073709551615."
                        + "\nMaybe use toDoubleArray().");
    }

    @Test
    void fractionsAreRefusedAsLongs() {
        assertThatThrownBy(StoredTensor.of("w", new float[] {1, 2.5f}, 2)::toLongArray)
                .hasMessageStartingWith("w F32[2] cannot be converted to int64: element 1 is 2.5.");
        assertThatThrownBy(StoredTensor.of("w", new double[] {Double.NaN})::toLongArray)
                .hasMessageContaining("element 0 is NaN.");
        assertThatThrownBy(StoredTensor.of("w", new double[] {0x1p63})::toLongArray)
                .hasMessageContaining("element 0 is 9.2233720368");
    }

    @ParameterizedTest
    @EnumSource(names = {"F8_E4M3", "F8_E5M2", "F8_E8M0", "F4", "C64"})
    void unsupportedTypesAreNamedWhenConverted(StoredType type) {
        StoredTensor tensor = StoredTensor.of("w", type, ByteBuffer.allocate(type.bits()), 8);
        assertThatThrownBy(tensor::toFloatArray)
                .hasMessage("w " + type + "[8] cannot be converted to numbers: " + type + " is not supported."
                        + "\nMaybe take its bytes().");
        assertThat(tensor.bytes().remaining()).isEqualTo(type.bits());
    }

    @Test
    void theNumberOfBytesMustFitTheShape() {
        assertThatThrownBy(() -> StoredTensor.of("w", new float[5], 2, 3))
                .hasMessage("w F32[2, 3] needs 24 bytes but was given 20.\nMaybe the shape belongs to another tensor.");
        assertThatThrownBy(() -> StoredTensor.of("w", new float[5], 5).bytes(18, 3))
                .hasMessage("w F32[5] has 20 bytes, and bytes(18, 3) lies outside.");
    }

    @Test
    void scalarsAndEmptyTensorsHaveOneAndNoElement() {
        assertThat(StoredTensor.of("s", new float[] {3}).toFloatArray()).containsExactly(3);
        assertThat(StoredTensor.of("e", new float[0], 3, 0, 2).toFloatArray()).isEmpty();
    }

    @Test
    void manyElementsAreReadInParts() {
        long[] values = new long[(1 << 20) + 17];
        for (int i = 0; i < values.length; i++) {
            values[i] = 31L * i - 5;
        }
        StoredTensor tensor = StoredTensor.of("n", values, values.length);
        assertThat(tensor.toLongArray()).isEqualTo(values);
        assertThat(tensor.toFloatArray()[values.length - 1]).isEqualTo(values[values.length - 1]);
    }

    @Test
    void theBytesCannotBeChangedByAReader() {
        assertThat(StoredTensor.of("w", new float[] {1}).bytes().isReadOnly()).isTrue();
    }

    private static void assertDecoded(StoredType type, byte[] content, double... expected) {
        assertDecoded(type, ByteBuffer.wrap(content).position(content.length), expected);
    }

    private static void assertDecoded(StoredType type, ByteBuffer content, double... expected) {
        StoredTensor tensor = StoredTensor.of("x", type, content.flip(), expected.length);
        assertThat(tensor.toDoubleArray()).containsExactly(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(tensor.toFloatArray()[i]).isEqualTo((float) expected[i]);
            assertThat(tensor.toLongArray()[i]).isEqualTo((long) expected[i]);
        }
    }

    private static ByteBuffer bytes(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
