package dev.jepa.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Device;
import dev.jepa.core.tensor.Rng;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.TensorScope;
import dev.jepa.core.tensor.Tensors;
import dev.jepa.core.testing.LiveTensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class TensorFilesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(value = DType.class, mode = Mode.MATCH_NONE, names = "COMPLEX.*")
    void everyTypeComesBackAsItWas(DType type) {
        Path file = folder.resolve("t.safetensors");
        try (TensorScope ignored = TensorScope.open()) {
            Tensor values = Tensors.uniform(Rng.of(3), 0, 100, 2, 3).to(type);
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            tensors.put("b.weight", values);
            tensors.put("a.transposed", values.transpose(0, 1));
            tensors.put("empty", Tensors.zeros(0, 3).to(type));
            TensorFiles.save(file, tensors, Map.of("k", "v"));
            Map<String, Tensor> back = TensorFiles.load(file, Device.CPU);
            assertThat(back.keySet()).containsExactlyElementsOf(tensors.keySet());
            back.forEach((name, tensor) -> {
                assertThat(tensor.dtype()).isEqualTo(type);
                assertThat(tensor.shape()).isEqualTo(tensors.get(name).shape());
                assertThat(tensor.bytes()).isEqualTo(tensors.get(name).bytes());
            });
        }
    }

    @Test
    void unsignedTypesAreWidenedSoThatTheyKeepTheirValues() {
        ByteBuffer bytes = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(-1)
                .putInt(5)
                .flip();
        try (TensorScope ignored = TensorScope.open()) {
            Tensor wide = TensorFiles.toTensor(StoredTensor.of("u", StoredType.U32, bytes, 2), Device.CPU);
            assertThat(wide.dtype()).isEqualTo(DType.INT64);
            assertThat(wide.toLongArray()).containsExactly(4294967295L, 5);
            Tensor narrow = TensorFiles.toTensor(StoredTensor.of("u", StoredType.U16, bytes, 4), Device.CPU);
            assertThat(narrow.dtype()).isEqualTo(DType.INT32);
            assertThat(narrow.toLongArray()).containsExactly(65535, 65535, 5, 0);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"F8_E4M3", "F8_E5M2", "F4", "U64", "C64"})
    void typesThatTensorsDoNotHaveAreNamed(StoredType type) {
        StoredTensor stored = StoredTensor.of("w", type, ByteBuffer.allocate(type.bits()), 8);
        assertThatThrownBy(() -> TensorFiles.toTensor(stored, Device.CPU))
                .hasMessageStartingWith("w " + type + "[8] cannot become a tensor: " + type + " is not supported.");
    }

    @Test
    void elementsThatAnotherWriterLeftUnalignedAreRead() throws IOException {
        String header = "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
        Path file = folder.resolve("unaligned");
        SafetensorsTest.rawFile(file, header + " ".repeat(8 - header.length() % 8 + 1), 0, 0, 0x20, 0x40);
        try (TensorScope ignored = TensorScope.open()) {
            assertThat(TensorFiles.load(file, Device.CPU).get("w").item()).isEqualTo(2.5);
        }
    }

    @Test
    void aFlippedBitInTheDataIsNoticedBeforeAnyTensorIsMade() throws IOException {
        Path file = folder.resolve("t.safetensors");
        try (TensorScope ignored = TensorScope.open()) {
            TensorFiles.save(file, Map.of("w", Tensors.normal(Rng.of(1), 4, 4)), Map.of());
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length - 5] ^= 1;
            Files.write(file, bytes);
            long live = LiveTensors.settled();
            assertThatThrownBy(() -> TensorFiles.load(file, Device.CPU))
                    .isInstanceOf(FileFormatException.class)
                    .hasMessageContaining("its checksum is");
            assertThat(TensorScope.liveTensors()).isEqualTo(live);
        }
    }
}
