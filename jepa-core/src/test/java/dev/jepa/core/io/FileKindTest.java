package dev.jepa.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileKindTest {
    @TempDir
    private Path folder;

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("model.safetensors"), content);
    }

    private void assertNamed(FileKind kind, byte[] content) throws IOException {
        Path file = file(content);
        assertThat(FileKind.of(file)).isEqualTo(kind);
        assertThatThrownBy(() -> SafetensorsFile.open(file))
                .isInstanceOf(FileFormatException.class)
                .hasMessage(file + ": it is " + kind.words() + ".\n" + kind.advice());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            value = {
                "GIT_LFS_POINTER|version https://git-lfs.github.com/spec/v1",
                "WEB_PAGE|<!DOCTYPE html><html>",
                "WEB_PAGE|<HTML><head>",
                "WEB_PAGE|<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>",
                "SHARD_INDEX|{\"metadata\": {\"total_size\": 1}, \"weight_map\": {\"w\": \"model-00001-of-00002.safetensors\"}}",
                "JSON|{\"hidden_size\": 384}",
                "JSON|[1, 2, 3, 4, 5, 6]",
                "GGUF|GGUF....",
                "PDF|%PDF-1.7 x",
                "EMPTY|~~",
            })
    void texts(FileKind kind, String text) throws IOException {
        assertNamed(kind, text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "HDF5, 894844460d0a1a0a00000000",
        "GZIP, 1f8b0800000000000003",
        "COMPRESSED, fd377a585a000004",
        "COMPRESSED, 28b52ffd04000000",
        "COMPRESSED, 425a683931415926",
        "COMPRESSED, 377abcaf271c0004",
        "NUMPY_ARRAY, 934e554d505901007600",
        "PICKLE, 80029a0a6cfc9c46",
        "PICKLE, 800495b200000000",
        "PICTURE, 89504e470d0a1a0a",
        "PICTURE, ffd8ffe000104a46",
    })
    void signatures(FileKind kind, String hex) throws IOException {
        assertNamed(kind, HexFormat.of().parseHex(hex));
    }

    @Test
    void aTarArchive() throws IOException {
        byte[] tar = new byte[1024];
        tar[0] = 'x';
        System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);
        assertNamed(FileKind.TAR, tar);
    }

    @ParameterizedTest
    @CsvSource({
        "TORCH_ARCHIVE, archive/data.pkl",
        "TORCH_ARCHIVE, my-model/data.pkl",
        "NUMPY_ARCHIVE, arr_0.npy",
        "ZIP, notes.txt"
    })
    void archives(FileKind kind, String first) throws IOException {
        Path zip = folder.resolve("model.safetensors");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            ZipEntry entry = new ZipEntry(first);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(1);
            CRC32 crc = new CRC32();
            crc.update(7);
            entry.setCrc(crc.getValue());
            out.putNextEntry(entry);
            out.write(7);
        }
        assertNamed(kind, Files.readAllBytes(zip));
    }

    /** The length of a header may have the bytes that other kinds begin with: 640 is 80 02. */
    @Test
    void aSafetensorsFileIsOneWhateverItsLengthLooksLike() throws IOException {
        for (int length : List.of(0x0280, 0x8b1f, 0x7b, 0x5b, 0x3c, 0x5a42)) {
            byte[] content = new byte[8 + length];
            java.util.Arrays.fill(content, 8, content.length, (byte) ' ');
            ByteBuffer.wrap(content)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(length)
                    .put((byte) '{')
                    .put((byte) '}');
            Path file = file(content);
            assertThat(FileKind.of(file)).isEqualTo(FileKind.SAFETENSORS);
            try (StoredTensors opened = TensorFiles.open(file)) {
                assertThat(opened.tensors()).isEmpty();
            }
            // Damaged where the header begins, it still is nothing else.
            content[8] = 'x';
            assertThat(FileKind.of(file(content))).as("%x", length).isEqualTo(FileKind.OTHER);
        }
    }

    @Test
    void filesOfTensorsAreOpenedByTheirContent() {
        try (StoredTensors torch = TensorFiles.open(TorchStateDictTest.resource("torch-zip.pth"));
                StoredTensors legacy = TensorFiles.open(TorchStateDictTest.resource("torch-legacy.pth"))) {
            assertThat(torch.tensors()).isNotEmpty();
            assertThat(torch.tensors().keySet()).containsAll(legacy.tensors().keySet());
            assertThat(legacy.tensors()).isNotEmpty();
        }
    }

    @Test
    void aSafetensorsFileIsNoTorchCheckpoint() throws IOException {
        Path file = folder.resolve("model.pth");
        SafetensorsWriter.write(file, List.of(StoredTensor.of("w", new float[] {1}, 1)));
        assertThatThrownBy(() -> TorchStateDict.open(file))
                .hasMessageStartingWith(file + ": it is a safetensors file.");
    }

    @Test
    void aPointerIsNoText() throws IOException {
        Path file = file(
                "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> TextFiles.read(file)).hasMessageContaining("it is a Git LFS pointer");
    }
}
