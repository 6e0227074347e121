package dev.jepa.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An altered archive is an error that names the file, or reads the same. */
class TorchChecksumTest {
    @TempDir
    private Path folder;

    private static Map<String, String> content(Path path) {
        try (TorchStateDict file = TorchStateDict.open(path)) {
            Map<String, String> content = new LinkedHashMap<>();
            file.tensors().forEach((name, tensor) -> {
                byte[] bytes = new byte[(int) tensor.byteSize()];
                tensor.bytes().get(bytes);
                content.put(tensor.toString(), HexFormat.of().formatHex(bytes));
            });
            return content;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"torch-zip.pth", "torch-namespace.pth", "torch-protocol-2.pth", "torch-negative-view.pth"})
    void anAlteredByteIsAnErrorOrChangesNothing(String name) throws IOException {
        Path whole = TorchStateDictTest.resource(name);
        Map<String, String> right = content(whole);
        byte[] bytes = Files.readAllBytes(whole);
        Random random = new Random(5);
        int refused = 0;
        for (int trial = 0; trial < 400; trial++) {
            byte[] altered = bytes.clone();
            int at = random.nextInt(bytes.length);
            altered[at] += (byte) (1 + random.nextInt(255));
            Path file = Files.write(folder.resolve(trial + name), altered);
            try {
                assertThat(content(file)).as("byte %d", at).isEqualTo(right);
            } catch (FileFormatException | UncheckedIOException e) {
                refused++;
                assertThat(e).hasMessageContaining(file.toString());
            }
            Files.delete(file);
        }
        assertThat(refused).isGreaterThan(100);
    }

    @Test
    void anAlteredStorageIsNamedWithItsChecksum() throws IOException {
        PickleWriter pickle = new PickleWriter().op('}').text("w");
        pickle.tensor("FloatStorage", "0", 3, 0, new long[] {3}, new long[] {1}).op('s');
        Path path = TorchFiles.zip(folder.resolve("m.pt"), pickle.end(), Map.of("0", TorchFiles.floats(1, 2, 12345)));
        byte[] bytes = Files.readAllBytes(path);
        byte[] last = TorchFiles.floats(12345);
        int at = 0;
        while (Arrays.mismatch(bytes, at, at + 4, last, 0, 4) >= 0) {
            at++;
        }
        bytes[at] ^= 1;
        Files.write(path, bytes);
        try (TorchStateDict file = TorchStateDict.open(path)) {
            StoredTensor w = file.tensors().get("w");
            assertThatThrownBy(() -> w.bytes(0, 4))
                    .isInstanceOf(FileFormatException.class)
                    .hasMessageStartingWith(path + ": the checksum of its archive/data/0 is ")
                    .hasMessageContaining("\nMaybe the file is damaged");
        }
    }

    /** PyTorch writes 0 where it was told to compute no checksums. */
    @Test
    void anArchiveWithoutChecksumsIsRead() throws IOException {
        Path whole = TorchStateDictTest.resource("torch-namespace.pth");
        byte[] bytes = Files.readAllBytes(whole);
        for (int i = 0; i + 46 < bytes.length; i++) {
            if (bytes[i] == 'P' && bytes[i + 1] == 'K' && bytes[i + 2] == 1 && bytes[i + 3] == 2) {
                Arrays.fill(bytes, i + 16, i + 20, (byte) 0);
            }
        }
        assertThat(content(Files.write(folder.resolve("none.pth"), bytes))).isEqualTo(content(whole));
    }
}
