package dev.jepa.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Offsets beyond 2 GiB, on a sparse file that takes no space. */
class LargeSafetensorsTest {
    private static final long LARGE = 5_000_000_000L;

    @TempDir
    Path folder;

    @Test
    void tensorsBeyondTwoGibibytesAreReadAtTheirPlaces() throws IOException {
        Path file = folder.resolve("large.safetensors");
        byte[] header = ("{\"large\":{\"dtype\":\"U8\",\"shape\":[" + LARGE + "],\"data_offsets\":[0," + LARGE + "]},"
                        + "\"last\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[" + LARGE + "," + (LARGE + 8)
                        + "]}}")
                .getBytes(StandardCharsets.UTF_8);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.SPARSE, StandardOpenOption.WRITE)) {
            channel.write(littleEndian(8).putLong(0, header.length), 0);
            channel.write(ByteBuffer.wrap(header), 8);
            channel.write(littleEndian(1).put(0, (byte) 77), 8 + header.length + LARGE - 1);
            channel.write(littleEndian(8).putFloat(0, 1.5f).putFloat(4, -2), 8 + header.length + LARGE);
        }
        try (SafetensorsFile read = SafetensorsFile.open(file)) {
            StoredTensor large = read.tensor("large");
            assertThat(read.tensor("last").toFloatArray()).containsExactly(1.5f, -2);
            assertThat(large.byteSize()).isEqualTo(LARGE);
            assertThat(large.bytes(LARGE - 3, 3)).isEqualTo(ByteBuffer.wrap(new byte[] {0, 0, 77}));
            assertThatThrownBy(large::bytes)
                    .hasMessage("large U8[5000000000] holds 5000000000 bytes, more than one buffer can."
                            + "\nMaybe read it in parts with bytes(offset, length).");
            assertThatThrownBy(large::toFloatArray).hasMessageContaining("more elements than a Java array can hold");
            assertThatThrownBy(() -> large.bytes(LARGE - 3, 4)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
