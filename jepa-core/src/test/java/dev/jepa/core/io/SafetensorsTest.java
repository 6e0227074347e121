package dev.jepa.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void whatIsWrittenIsReadBack(int seed) {
        List<StoredTensor> tensors = randomTensors(new Random(seed));
        Map<String, String> metadata = Map.of("step", "12", "quote\"d", "Zürich \n\u0001", "", "");
        Path file = folder.resolve("model.safetensors");
        SafetensorsWriter.write(file, tensors, metadata);
        try (SafetensorsFile read = SafetensorsFile.open(file)) {
            assertThat(read.metadata()).isEqualTo(metadata);
            assertThat(read.hasChecksum()).isTrue();
            assertThat(read.tensors().keySet())
                    .containsExactlyElementsOf(
                            tensors.stream().map(StoredTensor::name).toList());
            for (StoredTensor tensor : tensors) {
                StoredTensor back = read.tensor(tensor.name());
                assertThat(back.type()).isEqualTo(tensor.type());
                assertThat(back.shape()).isEqualTo(tensor.shape());
                assertThat(back.bytes()).isEqualTo(tensor.bytes());
            }
        }
    }

    @Test
    void theLayoutIsTheOneOfTheFormat() throws IOException {
        Path file = folder.resolve("small.safetensors");
        SafetensorsWriter.write(
                file,
                List.of(StoredTensor.of("b", new float[] {1, 2}, 2), StoredTensor.of("a", new long[] {-1}, 1, 1)));
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int header = (int) bytes.getLong(0);
        String json = new String(bytes.array(), 8, header, StandardCharsets.UTF_8);
        assertThat(header % 8).isZero();
        assertThat(json.strip().replaceFirst("[0-9a-f]{8}", "CRC"))
                .isEqualTo("{\"__metadata__\":{\"jepa.crc32c\":\"CRC\"},"
                        + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,16]},"
                        + "\"a\":{\"dtype\":\"I64\",\"shape\":[1,1],\"data_offsets\":[0,8]}}");
        assertThat(bytes.getLong(8 + header)).isEqualTo(-1);
        assertThat(bytes.getFloat(8 + header + 12)).isEqualTo(2);
        assertThat(bytes.capacity()).isEqualTo(8 + header + 16);
    }

    @Test
    void theSameContentGivesTheSameBytes() throws IOException {
        List<StoredTensor> tensors = randomTensors(new Random(7));
        SafetensorsWriter.write(folder.resolve("a"), tensors, Map.of("x", "1", "y", "2", "z", "3"));
        SafetensorsWriter.write(folder.resolve("b"), tensors, Map.of("z", "3", "y", "2", "x", "1"));
        assertThat(Files.mismatch(folder.resolve("a"), folder.resolve("b"))).isEqualTo(-1);
    }

    @Test
    void aFileOfAnotherWriterIsRead() throws IOException {
        Path file = raw("{\"w\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[0,4]}}   ", 0x80, 0x3f, 0xa0, 0xc0);
        try (SafetensorsFile read = SafetensorsFile.open(file)) {
            assertThat(read.tensor("w").toFloatArray()).containsExactly(1, -5);
            assertThat(read.metadata()).isEmpty();
            assertThat(read.hasChecksum()).isFalse();
        }
    }

    @Test
    void aWrongNameSuggestsTheRightOne() throws IOException {
        Path file = raw("{\"fc.weight\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}", 9);
        try (SafetensorsFile read = SafetensorsFile.open(file)) {
            assertThatThrownBy(() -> read.tensor("fc.wieght"))
                    .hasMessage(file + " has no tensor 'fc.wieght'.\nMaybe 'fc.weight' was meant.");
        }
    }

    @Test
    void tensorsOfAClosedFileCannotBeRead() throws IOException {
        SafetensorsFile read =
                SafetensorsFile.open(raw("{\"w\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}", 9));
        read.close();
        assertThatThrownBy(read.tensor("w")::bytes).hasMessageContaining("could not be read: it has been closed.");
    }

    @Test
    void duplicateAndReservedNamesAreNotWritten() {
        StoredTensor tensor = StoredTensor.of("w", new float[] {1});
        Path file = folder.resolve("x.safetensors");
        assertThatThrownBy(() -> SafetensorsWriter.write(file, List.of(tensor, tensor)))
                .hasMessageStartingWith("The tensor w F32[] cannot be written: its name is also that of w F32[].");
        assertThatThrownBy(() -> SafetensorsWriter.write(file, List.of(tensor.renamed("__metadata__"))))
                .hasMessageContaining("its name is reserved");
        assertThatThrownBy(() -> SafetensorsWriter.write(file, List.of(tensor), Map.of("jepa.crc32c", "0")))
                .hasMessageStartingWith("The metadata key 'jepa.crc32c' is reserved");
        assertThat(file).doesNotExist();
    }

    @Test
    void aTensorReadFromAFileCanBeWrittenToAnother() {
        Path file = folder.resolve("model.safetensors");
        SafetensorsWriter.write(file, List.of(StoredTensor.of("w", new float[] {1, 2, 3}, 3)));
        try (SafetensorsFile read = SafetensorsFile.open(file)) {
            SafetensorsWriter.write(
                    folder.resolve("copy"), List.of(read.tensor("w").renamed("v")));
        }
        try (SafetensorsFile read = SafetensorsFile.open(folder.resolve("copy"))) {
            assertThat(read.tensor("v").toFloatArray()).containsExactly(1, 2, 3);
        }
    }

    Path raw(String header, int... data) throws IOException {
        return rawFile(folder.resolve("raw.safetensors"), header, data);
    }

    static Path rawFile(Path file, String header, int... data) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json);
        for (int value : data) {
            bytes.put((byte) value);
        }
        return Files.write(file, bytes.array());
    }

    static List<StoredTensor> randomTensors(Random random) {
        List<StoredTensor> tensors = new ArrayList<>();
        for (StoredType type : StoredType.values()) {
            long[] shape = new long[random.nextInt(4)];
            long elements = 1;
            for (int i = 0; i < shape.length; i++) {
                shape[i] = type.bits() < 8 ? 4 * (1 + random.nextInt(3)) : random.nextInt(5);
                elements *= shape[i];
            }
            if (type.bits() < 8 && shape.length == 0) {
                shape = new long[] {elements = 8};
            }
            byte[] content = new byte[(int) type.bytesOf(elements)];
            random.nextBytes(content);
            tensors.add(StoredTensor.of("block." + type + ".wéight", type, ByteBuffer.wrap(content), shape));
        }
        return tensors;
    }
}
