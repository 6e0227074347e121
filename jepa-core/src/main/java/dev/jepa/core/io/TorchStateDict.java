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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tensors of a PyTorch checkpoint ({@code .pt}, {@code .pth}), read without executing any of it.
 *
 * <p>Both formats are read: zip archives (PyTorch 1.6 and later), whose checksums are compared, and the stream before, which has none.
 * The pickle inside is interpreted as data. Objects of classes that are not known here stay closed, and {@link #closed} lists them; names
 * that run code are refused with a {@link FileFormatException}, as is a file that holds nothing but a closed object. Nested dicts and
 * lists are flattened: {@code {"encoder": {"w": …}}} gives {@code encoder.w}; keys that are no texts go by their text.
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
    /** The first digits of the old format's magic number, as protocols 0 and 1 write it. */
    private static final byte[] TEXT_PICKLE = {'L', '1', '1', '9'};

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
        Object root = container.root();
        Optional<String> closed = root instanceof PickleObject object && object.isClosed()
                ? Optional.of(object.name())
                : root instanceof PickleValue.Global global ? Optional.of(global.name()) : Optional.empty();
        if (closed.isPresent()) {
            container.close();
            throw Pickle.refused(file, "asks for " + closed.get());
        }
        return new TorchStateDict(file, container, root, "");
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
        } else if ((start.length > 0 && start[0] == PICKLE) || Arrays.equals(start, TEXT_PICKLE)) {
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
        if (found == null || !isDict(found)) {
            List<String> keys = new ArrayList<>();
            PickleValue.dict(root).forEach((name, value) -> {
                if (isDict(value)) {
                    keys.add(PickleValue.label(name));
                }
            });
            throw new IllegalArgumentException(
                    file + " has no dict '" + key + "'." + (keys.isEmpty() ? "" : Nearest.advice(key, keys)));
        }
        return new TorchStateDict(file, container, found, prefix);
    }

    private static boolean isDict(Object value) {
        return value instanceof Map || !PickleValue.dict(value).isEmpty();
    }

    private static @Nullable Object find(@Nullable Object from, String key) {
        Map<?, ?> dict = PickleValue.dict(from);
        Object whole = entry(dict, key);
        if (whole != null) {
            return whole;
        }
        for (int dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
            Object inner = find(entry(dict, key.substring(0, dot)), key.substring(dot + 1));
            if (inner != null) {
                return inner;
            }
        }
        return null;
    }

    /** By its key, or by the text of one that is none. */
    private static @Nullable Object entry(Map<?, ?> dict, String key) {
        Object found = dict.get(key);
        for (Map.Entry<?, ?> entry : dict.entrySet()) {
            if (found == null && PickleValue.label(entry.getKey()).equals(key)) {
                found = entry.getValue();
            }
        }
        return found;
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

    /**
     * What stays closed, by name: objects of classes that are not known here, such as an argparse Namespace or a NumPy array, with their
     * class and arguments, and tensors of element types that are not supported.
     */
    public Map<String, String> closed() {
        Map<String, String> closed = new LinkedHashMap<>();
        flattened().forEach((name, value) -> {
            if (value instanceof PickleObject || value instanceof PickleValue.Global) {
                closed.put(name, PickleValue.label(value));
            }
        });
        return Collections.unmodifiableMap(closed);
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
