package dev.jepa.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.io.SafetensorsFile;
import dev.jepa.core.io.StoredTensor;
import dev.jepa.core.tensor.DType;
import dev.jepa.core.tensor.Shape;
import dev.jepa.core.tensor.Tensor;
import dev.jepa.core.tensor.Tensors;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Reference numbers of the official implementations, one file of named tensors each.
 *
 * <p>Files come from the folder named by {@code -Djepa.fixtures=DIR} or, without it, from the test resources
 * ({@code fixtures/FOLDER/NAME.safetensors}). Tests must read shapes and hyper-parameters ({@code hp.*}) from the file, so
 * that they run on any set of fixtures with the same names.
 */
public final class Fixtures {
    private final String file;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private record Entry(DType dtype, long[] shape, byte[] bytes, StoredTensor stored) {}

    private Fixtures(String file, Path path) {
        this.file = file;
        try (SafetensorsFile open = SafetensorsFile.open(path)) {
            open.tensors().forEach((name, stored) -> entries.put(name, read(stored)));
        }
    }

    /** Reads a file by folder and name: {@code Fixtures.load("vision/gru")}. */
    public static Fixtures load(String name) {
        String folder = System.getProperty("jepa.fixtures", "");
        if (!folder.isBlank()) {
            return new Fixtures(name, Path.of(folder, name + ".safetensors"));
        }
        String resource = "/fixtures/" + name + ".safetensors";
        try (InputStream in = Fixtures.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new FileNotFoundException("the test resources have no " + resource);
            }
            Path copy = Files.createTempFile("fixture", ".safetensors");
            try {
                Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
                return new Fixtures(name, copy);
            } finally {
                Files.delete(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Entry read(StoredTensor stored) {
        byte[] bytes = new byte[(int) stored.byteSize()];
        stored.bytes().get(bytes);
        DType dtype =
                switch (stored.type()) {
                    case F32 -> DType.FLOAT32;
                    case F64 -> DType.FLOAT64;
                    case I64 -> DType.INT64;
                    case U8 -> DType.UINT8;
                    default -> throw new IllegalArgumentException("fixtures hold no " + stored);
                };
        StoredTensor own = StoredTensor.of(stored.name(), stored.type(), ByteBuffer.wrap(bytes), stored.shape());
        return new Entry(dtype, stored.shape(), bytes, own);
    }

    private Entry entry(String name) {
        Entry entry = entries.get(name);
        assertThat(entry).as("tensor %s of fixtures %s", name, file).isNotNull();
        return entry;
    }

    /** The names in the file. */
    public Set<String> names() {
        return entries.keySet();
    }

    /** Whether the file has a tensor of this name. */
    public boolean has(String name) {
        return entries.containsKey(name);
    }

    /** A tensor in its stored type, on the {@link TestDevice}. */
    public Tensor tensor(String name) {
        Entry entry = entry(name);
        return Tensors.of(
                ByteBuffer.wrap(entry.bytes).order(ByteOrder.nativeOrder()),
                entry.dtype,
                TestDevice.get(),
                Shape.of(entry.shape));
    }

    /** The sizes of a tensor. */
    public long[] shape(String name) {
        return entry(name).shape.clone();
    }

    /** All tensors whose name starts with a prefix, which is cut off: a state dict. */
    public Map<String, Tensor> tensors(String prefix) {
        Map<String, Tensor> found = new LinkedHashMap<>();
        for (String name : names()) {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), tensor(name));
            }
        }
        return found;
    }

    /** The elements as float64. */
    public double[] doubles(String name) {
        return entry(name).stored.toDoubleArray();
    }

    /** The elements as int64. */
    public long[] longs(String name) {
        return entry(name).stored.toLongArray();
    }

    /** A hyper-parameter: the only element, a whole number. */
    public int integer(String name) {
        long[] values = longs(name);
        assertThat(values).as(name).hasSize(1);
        return Math.toIntExact(values[0]);
    }

    /** A hyper-parameter list. */
    public int[] integers(String name) {
        return Arrays.stream(longs(name)).mapToInt(Math::toIntExact).toArray();
    }

    /** A hyper-parameter: the only element. */
    public double real(String name) {
        double[] values = doubles(name);
        assertThat(values).as(name).hasSize(1);
        return values[0];
    }

    /** A hyper-parameter flag: not zero. */
    public boolean flag(String name) {
        return integer(name) != 0;
    }

    /**
     * Asserts that a tensor has the stored shape and values, each within {@code tolerance} times the largest stored
     * magnitude.
     */
    public void assertClose(String name, Tensor actual, double tolerance) {
        assertThat(actual.shape()).as("shape of %s in %s", name, file).isEqualTo(Shape.of(shape(name)));
        assertClose(name, actual.toDoubleArray(), tolerance);
    }

    /** Asserts that values equal the stored ones, each within {@code tolerance} times the largest stored magnitude. */
    public void assertClose(String name, double[] actual, double tolerance) {
        double[] expected = doubles(name);
        assertThat(actual).as("%s in %s", name, file).hasSameSizeAs(expected);
        double scale = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        double allowed = tolerance * Math.max(scale, 1e-30);
        for (int i = 0; i < expected.length; i++) {
            double difference = Math.abs(actual[i] - expected[i]);
            assertThat(difference <= allowed)
                    .as(
                            "%s in %s at %d: expected %s but was %s, %.3g apart where %.3g is allowed (largest value %.3g)",
                            name, file, i, expected[i], actual[i], difference, allowed, scale)
                    .isTrue();
        }
    }
}
