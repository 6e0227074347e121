package dev.jepa.core.io;

import dev.jepa.core.errors.FileErrors;
import dev.jepa.core.errors.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tensors of a PyTorch checkpoint ({@code .pt}, {@code .pth}), read without executing any of it.
 *
 * <p>Both formats are read: zip archives (PyTorch 1.6 and later) and the stream before. The pickle inside is interpreted
 * as data; a name or opcode that a state dict does not need is refused with a {@link FileFormatException} that names it.
 * Nested dicts and lists are flattened: {@code {"encoder": {"w": …}}} gives {@code encoder.w}.
 *
 * <pre>{@code
 * try (TorchStateDict file = TorchStateDict.open(path)) {
 *     Map<String, StoredTensor> weights = file.select("target_encoder").withoutPrefix("module.").tensors();
 * }
 * }</pre>
 */
public final class TorchStateDict implements StoredTensors {
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final byte PICKLE = (byte) 0x80;

    private final Path file;
    private final TorchContainer container;
    private final Object root;
    private final String prefix;

    private TorchStateDict(Path file, TorchContainer container, Object root, String prefix) {
        this.file = file;
        this.container = container;
        this.root = root;
        this.prefix = prefix;
    }

    /** Opens a file and reads its structure; the tensors' elements are read when asked for. */
    public static TorchStateDict open(Path file) {
        TorchContainer container = container(file);
        return new TorchStateDict(file, container, container.root(), "");
    }

    private static TorchContainer container(Path file) {
        FileKind.requireOneOf(EnumSet.of(FileKind.TORCH_ARCHIVE, FileKind.ZIP, FileKind.PICKLE), file);
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(ZIP.length);
        } catch (IOException e) {
            throw FileErrors.reading(file, e);
        }
        if (Arrays.equals(start, ZIP)) {
            return TorchZip.open(file);
        } else if (start.length > 0 && start[0] == PICKLE) {
            return TorchLegacy.open(file);
        }
        throw FileFormatException.of(
                file,
                "it is neither a zip archive nor a pickle, so not a PyTorch checkpoint.",
                "Maybe it is a safetensors file, or was cut short.");
    }

    /**
     * A nested dict, by its key or by several joined with dots; it shares this file.
     *
     * @throws IllegalArgumentException if there is none; the message names those there are
     */
    public TorchStateDict select(String key) {
        Object found = find(root, key);
        if (!(found instanceof Map)) {
            List<String> keys = new ArrayList<>();
            if (root instanceof Map<?, ?> dict) {
                dict.forEach((name, value) -> {
                    if (value instanceof Map) {
                        keys.add(name.toString());
                    }
                });
            }
            throw new IllegalArgumentException(
                    file + " has no dict '" + key + "'." + (keys.isEmpty() ? "" : Nearest.advice(key, keys)));
        }
        return new TorchStateDict(file, container, found, prefix);
    }

    private static @Nullable Object find(@Nullable Object from, String key) {
        if (!(from instanceof Map<?, ?> dict)) {
            return null;
        } else if (dict.containsKey(key)) {
            return dict.get(key);
        }
        for (int dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
            Object inner = find(dict.get(key.substring(0, dot)), key.substring(dot + 1));
            if (inner != null) {
                return inner;
            }
        }
        return null;
    }

    /** The same with a prefix such as DataParallel's {@code module.} removed from the names that begin with it. */
    public TorchStateDict withoutPrefix(String removed) {
        return new TorchStateDict(file, container, root, prefix + removed);
    }

    /**
     * The tensors by name, in the order of the file.
     *
     * @throws FileFormatException if removing a prefix gives two tensors the same name
     */
    @Override
    public Map<String, StoredTensor> tensors() {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        flattened().forEach((name, value) -> {
            if (value instanceof TorchTensor tensor) {
                String shortened = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
                if (tensors.put(shortened, tensor.named(shortened)) != null) {
                    throw FileFormatException.of(
                            file,
                            "two of its tensors are called '" + shortened + "' without the prefix '" + prefix + "'.",
                            "Maybe select one of its dicts first.");
                }
            }
        });
        return Collections.unmodifiableMap(tensors);
    }

    /** The numbers (Long, Double, BigInteger), truth values and texts beside the tensors, such as the epoch, by name. */
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        flattened().forEach((name, value) -> {
            if (value instanceof Number || value instanceof Boolean || value instanceof String) {
                values.put(name, value);
            }
        });
        return Collections.unmodifiableMap(values);
    }

    private Map<String, Object> flattened() {
        return new TorchFlattener(file).flatten(root);
    }

    /** Closes the file, for those that were selected from it too. */
    @Override
    public void close() {
        container.close();
    }
}
