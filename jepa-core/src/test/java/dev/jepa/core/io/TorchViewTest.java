package dev.jepa.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tensors whose elements are not simply those of their storage: with signs to change, or expanded. */
class TorchViewTest {
    @TempDir
    private Path folder;

    /** A tensor "w" with metadata; {@code flags} are the keys that are true. */
    private TorchStateDict view(
            String storage, byte[] bytes, long elements, long[] sizes, long[] strides, String... flags)
            throws IOException {
        PickleWriter pickle = new PickleWriter().op('}').text("w");
        pickle.global("torch._utils", "_rebuild_tensor_v2").op('(').op('(');
        pickle.text("storage")
                .global("torch", storage)
                .text("0")
                .text("cpu")
                .number(elements)
                .op('t')
                .op('Q');
        pickle.number(0).numbers(sizes).numbers(strides).bytes(0x89).op('}').op('}');
        for (String flag : flags) {
            pickle.text(flag).bytes(0x88).op('s');
        }
        pickle.op('t').op('R').op('s');
        return TorchStateDict.open(TorchFiles.zip(folder.resolve("m.pt"), pickle.end(), Map.of("0", bytes)));
    }

    private static byte[] little(int size, double... values) {
        ByteBuffer bytes = ByteBuffer.allocate(size * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            switch (size) {
                case 1 -> bytes.put((byte) value);
                case 2 -> bytes.putShort((short) value);
                case 4 -> bytes.putInt((int) value);
                default -> bytes.putLong((long) value);
            }
        }
        return bytes.array();
    }

    @Test
    void aNegativeViewOfPyTorchHasItsSign() {
        try (TorchStateDict file = TorchStateDict.open(TorchStateDictTest.resource("torch-negative-view.pth"))) {
            assertThat(file.tensors().get("w").toFloatArray()).containsExactly(-3, -4);
        }
    }

    @ParameterizedTest
    @CsvSource({"CharStorage, 1", "ShortStorage, 2", "IntStorage, 4", "LongStorage, 8"})
    void integersAreNegated(String storage, int size) throws IOException {
        long[] three = {3};
        try (TorchStateDict file = view(storage, little(size, 0, 3, -5), 3, three, new long[] {1}, "neg")) {
            assertThat(file.tensors().get("w").toLongArray()).containsExactly(0, -3, 5);
        }
    }

    @ParameterizedTest
    @CsvSource({"HalfStorage, 15360", "BFloat16Storage, 16256"})
    void halvesAreNegated(String storage, int one) throws IOException {
        try (TorchStateDict file = view(storage, little(2, one, one), 2, new long[] {2}, new long[] {1}, "neg")) {
            assertThat(file.tensors().get("w").toFloatArray()).containsExactly(-1, -1);
        }
    }

    @Test
    void viewsThatAreTransposedToo() throws IOException {
        byte[] bytes = TorchFiles.floats(1, 2, 3, 4, 5, 6);
        try (TorchStateDict file = view("FloatStorage", bytes, 6, new long[] {3, 2}, new long[] {1, 3}, "neg")) {
            StoredTensor w = file.tensors().get("w");
            assertThat(w.toFloatArray()).containsExactly(-1, -4, -2, -5, -3, -6);
            assertThat(w.bytes(4, 8).getFloat(4)).isEqualTo(-2);
            assertThat(w.bytes(7, 1).get(0)).isEqualTo(w.bytes().get(7));
        }
    }

    @ParameterizedTest
    @CsvSource({"'', 1 2 3 4", "neg, -1 -2 -3 -4", "conj, 1 -2 3 -4", "neg conj, -1 2 -3 4"})
    void complexNumbersAreConjugated(String flags, String expected) throws IOException {
        String[] set = flags.isEmpty() ? new String[0] : flags.split(" ");
        byte[] bytes = TorchFiles.floats(1, 2, 3, 4);
        try (TorchStateDict file = view("ComplexFloatStorage", bytes, 2, new long[] {2}, new long[] {1}, set)) {
            ByteBuffer w = file.tensors().get("w").bytes();
            assertThat("%.0f %.0f %.0f %.0f".formatted(w.getFloat(0), w.getFloat(4), w.getFloat(8), w.getFloat(12)))
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"BoolStorage"})
    void aNegativeTruthValueIsRefused(String storage) {
        assertThatThrownBy(() -> view(storage, new byte[1], 1, new long[] {1}, new long[] {1}, "neg"))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("it is a negative view of BOOL");
    }

    @Test
    void anExpandedBufferIsReadPartByPart() {
        try (TorchStateDict file = TorchStateDict.open(TorchStateDictTest.resource("torch-expanded.pth"))) {
            StoredTensor mask = file.tensors().get("mask");
            assertThat(mask.shape()).containsExactly(2049, 2049);
            assertThat(file.tensors().get("w").shape()).containsExactly(3, 4);
            float value = mask.bytes(0, 4).getFloat(0);
            assertThat(mask.bytes(mask.byteSize() - 4, 4).getFloat(0)).isEqualTo(value);
            assertThat(mask.toFloatArray()).hasSize(2049 * 2049).containsOnly(value);
        }
    }

    /** A terabyte of elements costs nothing to list; beyond what an array holds it is refused. */
    @Test
    void manyLargeExpandedBuffersCostNothingUntilTheyAreRead() throws IOException {
        PickleWriter pickle = new PickleWriter().op('}').op('(');
        for (int i = 0; i < 1000; i++) {
            pickle.text("b" + i);
            pickle.tensor("FloatStorage", "0", 1, 0, new long[] {1 << 14, 1 << 14}, new long[] {0, 0});
        }
        Path path = TorchFiles.zip(folder.resolve("m.pt"), pickle.op('u').end(), Map.of("0", TorchFiles.floats(7)));
        try (TorchStateDict file = TorchStateDict.open(path)) {
            assertThat(file.tensors()).hasSize(1000);
            assertThat(file.tensors().get("b999").bytes(1 << 29, 8).getFloat(4)).isEqualTo(7);
        }
        PickleWriter larger = new PickleWriter();
        larger.tensor("FloatStorage", "0", 1, 0, new long[] {1 << 15, 1 << 14}, new long[] {0, 0});
        Path refused = TorchFiles.zip(folder.resolve("l.pt"), larger.end(), Map.of("0", TorchFiles.floats(7)));
        assertThatThrownBy(() -> TorchStateDict.open(refused)).hasMessageContaining("expands 1 elements to 536870912");
    }
}
