package dev.jepa.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DamagedSafetensorsTest {
    private static final String COPY = "\nMaybe the file is damaged or was cut short; copy it again.";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[]|its header is not a JSON object.",
                "{\"w\":7}|its tensor 'w' has the dtype , which is not one of safetensors.",
                "{\"w\":{\"dtype\":\"F3\",\"shape\":[1],\"data_offsets\":[0,4]}}|its tensor 'w' has the dtype \"F3\", which is not one of safetensors.",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}|its tensor 'w' has no valid shape.",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1.0],\"data_offsets\":[0,4]}}|its tensor 'w' has no valid shape.",
                "{\"w\":{\"dtype\":\"F32\",\"data_offsets\":[0,4]}}|its tensor 'w' has no valid shape.",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1]}}|its tensor 'w' has no valid data_offsets.",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}|its tensor 'w' has data_offsets [0], outside its 4 bytes of data.",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}|its tensor 'w' has data_offsets [4, 0], outside its 4 bytes of data.",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}|its tensor 'w' has data_offsets [0, 8], outside its 4 bytes of data.",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}|its tensor 'w' of type F32 and shape [2] needs 8 bytes but its data_offsets span 4.",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[9223372036854775807,9],\"data_offsets\":[0,4]}}|its tensor 'w' has the impossible shape [9223372036854775807, 9] of F32.",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"x\":1}}|its tensor 'w' has an unknown field 'x'.",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]},\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[2,4]}}|its tensor 'b' at offset 2 overlaps the one before, which ends at 3.",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[2,4]}}|its tensor 'b' at offset 2 leaves a hole before it, which ends at 1.",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]}}|its tensors need 3 bytes of data but the file has 4.",
                "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]},\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[4,4]}}|its header is not valid JSON (Duplicate field 'a').",
                "{\"__metadata__\":{\"a\":1}}|its metadata 'a' is not a string.",
                "{\"__metadata__\":[]}|its __metadata__ is not an object of strings.",
                "{} {}|its header is not valid JSON (Trailing token",
                "{\"a\\nb\":1}|its tensor 'a\\x0ab' has",
            })
    void eachFaultIsNamed(String header, String fault) throws IOException {
        Path file = SafetensorsTest.rawFile(folder.resolve("raw.safetensors"), header, 1, 2, 3, 4);
        assertThatThrownBy(() -> SafetensorsFile.open(file))
                .isInstanceOf(FileFormatException.class)
                .hasMessageStartingWith(file + ": " + fault)
                .satisfies(DamagedSafetensorsTest::isTwoLines);
    }

    @Test
    void aHeaderThatIsCutIsNotValidJson() throws IOException {
        Path file = SafetensorsTest.rawFile(folder.resolve("raw"), "{\"w\":{\"dtype\":", 1);
        assertThatThrownBy(() -> SafetensorsFile.open(file))
                .hasMessageStartingWith(file + ": its header is not valid JSON (Unexpected end-of-input")
                .hasMessageEndingWith(COPY);
    }

    @Test
    void aMissingFileOrAFolderIsNamed() {
        Path missing = folder.resolve("none.safetensors");
        assertThatThrownBy(() -> SafetensorsFile.open(missing))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(missing + " could not be read: it does not exist."
                        + "\nMaybe the path is mistyped, or relative to another folder.");
        assertThatThrownBy(() -> SafetensorsFile.open(folder))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith(folder + " could not be read: ");
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775807",
        "-1",
        "-9223372036854775808",
        "100000001",
        "2147483648",
        "4294967304",
        "1",
        "0",
        "57"
    })
    void aLyingHeaderLengthIsRefusedWithoutAllocating(long length) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
        Path file = Files.write(folder.resolve("lie.safetensors"), bytes.array());
        assertThatThrownBy(() -> SafetensorsFile.open(file))
                .hasMessage(file + ": its header length is given as " + Long.toUnsignedString(length)
                        + " but the file has 64 bytes.\nMaybe it is not a safetensors file, or was cut short.");
    }

    @Test
    void everyTruncationIsRefused() throws IOException {
        byte[] whole = sample();
        for (int length = 0; length < whole.length; length++) {
            Path file = Files.write(folder.resolve("cut" + length), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> SafetensorsFile.open(file))
                    .as("cut to %d", length)
                    .isInstanceOf(FileFormatException.class)
                    .satisfies(DamagedSafetensorsTest::isTwoLines);
        }
        Path longer = Files.write(folder.resolve("longer"), Arrays.copyOf(whole, whole.length + 1));
        assertThatThrownBy(() -> SafetensorsFile.open(longer)).hasMessageContaining("bytes of data but the file has");
    }

    @Test
    void everyFlippedBitIsNoticed() throws IOException {
        byte[] whole = sample();
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << (bit % 8));
            Path file = Files.write(folder.resolve("flip" + bit), damaged);
            assertThatThrownBy(() -> SafetensorsFile.open(file))
                    .as("bit %d", bit)
                    .isInstanceOf(FileFormatException.class)
                    .satisfies(DamagedSafetensorsTest::isTwoLines);
        }
    }

    /** Every place, five hundred times another byte than the right one. */
    @Test
    void fiveHundredAlteredBytesAreNoticed() throws IOException {
        Random random = new Random(9);
        byte[] whole = sample();
        for (int trial = 0; trial < 500; trial++) {
            byte[] damaged = whole.clone();
            int at = trial % whole.length;
            damaged[at] += (byte) (1 + random.nextInt(255));
            Path file = Files.write(folder.resolve("altered"), damaged);
            assertThatThrownBy(() -> SafetensorsFile.open(file))
                    .as("byte %d", at)
                    .isInstanceOf(FileFormatException.class)
                    .hasMessageStartingWith(file + ": ");
        }
    }

    /** In UTF-32, which Java's JSON readers take for themselves, there is no such character. */
    @Test
    void aHeaderInAnotherEncodingIsNoText() throws IOException {
        byte[] json = {0, 0, 0, '{', 0, 0x7f, 0, 0, (byte) 0xff, 0, 0, 0};
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length).order(ByteOrder.LITTLE_ENDIAN);
        Path file = Files.write(
                folder.resolve("utf32"), bytes.putLong(json.length).put(json).array());
        assertThatThrownBy(() -> SafetensorsFile.open(file))
                .hasMessageContaining("its header is not text in UTF-8")
                .satisfies(DamagedSafetensorsTest::isTwoLines);
    }

    @Test
    void randomBytesAreNeverAnUnclearError() throws IOException {
        Random random = new Random(5);
        byte[] whole = sample();
        for (int trial = 0; trial < 1000; trial++) {
            byte[] noisy = whole.clone();
            for (int i = random.nextInt(12); i >= 0; i--) {
                noisy[8 + random.nextInt(noisy.length - 8)] = (byte) random.nextInt();
            }
            Path file = Files.write(folder.resolve("noise" + trial), noisy);
            try (SafetensorsFile read = SafetensorsFile.open(file)) {
                assertThat(read.hasChecksum()).as("trial %d", trial).isFalse();
            } catch (FileFormatException e) {
                isTwoLines(e);
            }
        }
    }

    private byte[] sample() throws IOException {
        Path file = folder.resolve("sample.safetensors");
        SafetensorsWriter.write(
                file,
                List.of(
                        StoredTensor.of("blocks.0.weight", new float[] {1, 2, 3, 4, 5, 6}, 2, 3),
                        StoredTensor.of("step", new long[] {1234}, 1)),
                Map.of("epoch", "3"));
        return Files.readAllBytes(file);
    }

    private static void isTwoLines(Throwable failure) {
        assertThat(failure.getMessage().lines()).hasSize(2);
        assertThat(failure.getMessage().lines().toList().get(1)).startsWith("Maybe ");
    }
}
