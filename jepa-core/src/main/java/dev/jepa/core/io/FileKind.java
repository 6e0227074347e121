package dev.jepa.core.io;

import dev.jepa.core.errors.FileErrors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a file is, judged by its first bytes, and what to do with one that was taken for another kind. */
public enum FileKind {
    /** No bytes at all. */
    EMPTY("empty", "Maybe writing it was interrupted; copy or download it again."),
    /** What {@link SafetensorsFile} reads. */
    SAFETENSORS(
            "a safetensors file",
            "Maybe read it with SafetensorsFile, or with TensorFiles.open, which knows it by its content."),
    /** What stands in a repository in place of a large file. */
    GIT_LFS_POINTER(
            "a Git LFS pointer, not the file itself",
            "Maybe 'git lfs pull' in its repository brings the file, or download it from the repository's page."),
    /** HTML or XML: often an error that a server sent in place of a file. */
    WEB_PAGE("a web page", "Maybe the download needs a login or another address; look at it in a browser."),
    /** Names the safetensors files that a model is spread over. */
    SHARD_INDEX(
            "an index of safetensors files, not one itself",
            "Maybe open the files that its weight_map names, one by one; they lie beside it."),
    /** Other JSON. */
    JSON("a JSON text", "Maybe the file of the tensors lies beside it."),
    /** What {@code torch.save} writes since PyTorch 1.6. */
    TORCH_ARCHIVE(
            "a PyTorch checkpoint",
            "Maybe read it with TorchStateDict, or with TensorFiles.open, which knows it by its content."),
    /** A pickle: what {@code torch.save} wrote before PyTorch 1.6, among others. */
    PICKLE("a Python pickle", "Maybe read it with TorchStateDict if PyTorch wrote it."),
    /** {@code .npz}. */
    NUMPY_ARCHIVE(
            "a NumPy archive (.npz)",
            "Maybe write it as safetensors in Python: safetensors.numpy.save_file(dict(numpy.load(file)), target)."),
    /** {@code .npy}. */
    NUMPY_ARRAY(
            "a NumPy array (.npy)",
            "Maybe write it as safetensors in Python: safetensors.numpy.save_file({'x': numpy.load(file)}, target)."),
    /** Another zip archive. */
    ZIP("a zip archive", "Maybe unpack it first."),
    /** HDF5, of Keras among others. */
    HDF5("an HDF5 file", "Maybe read it with h5py in Python and write its arrays with safetensors.numpy.save_file."),
    /** gzip, {@code .tar.gz} included. */
    GZIP("compressed with gzip", "Maybe unpack it first, with gunzip or tar -xzf."),
    /** Other compressions: xz, zstd, bzip2, 7-Zip. */
    COMPRESSED("a compressed archive", "Maybe unpack it first."),
    /** tar. */
    TAR("a tar archive", "Maybe unpack it first, with tar -xf."),
    /** GGUF, of llama.cpp. */
    GGUF("a GGUF file", "Maybe the model is also published as safetensors."),
    /** PNG, JPEG, GIF, BMP. */
    PICTURE("a picture", "Maybe another file was meant."),
    /** PDF. */
    PDF("a PDF document", "Maybe another file was meant."),
    /** None of these. */
    OTHER("of an unknown kind", "Maybe it is damaged, or of a format that is not read here.");

    /** How many bytes tell. */
    private static final int START = 2048;

    private static final int TAR_MAGIC = 257;

    private final String words;
    private final String advice;

    FileKind(String words, String advice) {
        this.words = words;
        this.advice = advice;
    }

    /** After "it is": what the file is. */
    public String words() {
        return words;
    }

    /** One sentence beginning with "Maybe". */
    public String advice() {
        return advice;
    }

    /**
     * The kind of a file.
     *
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static FileKind of(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return of(in.readNBytes(START));
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
    }

    /**
     * Refuses a file that is certainly not what a reader takes; of an unknown kind, the reader finds out itself what is wrong.
     *
     * @throws FileFormatException saying what the file is, and what to do
     */
    static void requireOneOf(Set<FileKind> taken, Path file) {
        FileKind kind = of(file);
        if (kind != OTHER && !taken.contains(kind)) {
            throw FileFormatException.of(file, "it is " + kind.words + ".", kind.advice);
        }
    }

    private static FileKind of(byte[] start) {
        if (start.length == 0) {
            return EMPTY;
        } else if (isSafetensors(start)) {
            return SAFETENSORS;
        } else if (begins(start, 0, 'P', 'K', 3, 4)) {
            return archive(start);
        }
        return text(start).or(() -> binary(start)).orElse(OTHER);
    }

    /** A small number, then JSON. It comes first, since the bytes of a number may look like anything. */
    private static boolean isSafetensors(byte[] start) {
        return start.length > Long.BYTES
                && start[Long.BYTES] == '{'
                && ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong() >>> Integer.SIZE == 0;
    }

    /** PyTorch puts its pickle first, NumPy arrays only; names stand in the archive as they are. */
    private static FileKind archive(byte[] start) {
        String names = new String(start, StandardCharsets.ISO_8859_1);
        if (names.contains("/data.pkl") || names.contains("/byteorder") || names.contains("/.format_version")) {
            return TORCH_ARCHIVE;
        }
        return names.contains(".npy") ? NUMPY_ARCHIVE : ZIP;
    }

    private static Optional<FileKind> text(byte[] start) {
        String text = new String(start, StandardCharsets.ISO_8859_1).strip().toLowerCase(Locale.ROOT);
        if (text.indexOf('\0') >= 0) {
            return Optional.empty();
        } else if (text.startsWith("version https://git-lfs")) {
            return Optional.of(GIT_LFS_POINTER);
        } else if (text.startsWith("<!doctype") || text.startsWith("<html") || text.startsWith("<?xml")) {
            return Optional.of(WEB_PAGE);
        } else if (text.startsWith("{") || text.startsWith("[")) {
            return Optional.of(text.contains("\"weight_map\"") ? SHARD_INDEX : JSON);
        }
        return Optional.empty();
    }

    private static Optional<FileKind> binary(byte[] start) {
        if (begins(start, 0, 0x80) && start.length > 2 && start[1] >= 2 && start[1] <= 5 && start[2] != 0) {
            return Optional.of(PICKLE);
        } else if (begins(start, 0, 0x93, 'N', 'U', 'M', 'P', 'Y')) {
            return Optional.of(NUMPY_ARRAY);
        } else if (begins(start, 0, 0x89, 'H', 'D', 'F')) {
            return Optional.of(HDF5);
        } else if (begins(start, 0, 0x1f, 0x8b, 8)) {
            return Optional.of(GZIP);
        } else if (begins(start, 0, 0xfd, '7', 'z', 'X', 'Z')
                || begins(start, 0, 0x28, 0xb5, 0x2f, 0xfd)
                || begins(start, 0, 'B', 'Z', 'h')
                || begins(start, 0, '7', 'z', 0xbc, 0xaf)) {
            return Optional.of(COMPRESSED);
        } else if (begins(start, TAR_MAGIC, 'u', 's', 't', 'a', 'r')) {
            return Optional.of(TAR);
        } else if (begins(start, 0, 'G', 'G', 'U', 'F')) {
            return Optional.of(GGUF);
        } else if (begins(start, 0, '%', 'P', 'D', 'F', '-')) {
            return Optional.of(PDF);
        } else if (begins(start, 0, 0x89, 'P', 'N', 'G')
                || begins(start, 0, 0xff, 0xd8, 0xff)
                || begins(start, 0, 'G', 'I', 'F', '8')) {
            return Optional.of(PICTURE);
        }
        return Optional.empty();
    }

    private static boolean begins(byte[] start, int at, int... magic) {
        byte[] wanted = new byte[magic.length];
        for (int i = 0; i < magic.length; i++) {
            wanted[i] = (byte) magic[i];
        }
        return start.length >= at + wanted.length
                && Arrays.equals(start, at, at + wanted.length, wanted, 0, wanted.length);
    }
}
