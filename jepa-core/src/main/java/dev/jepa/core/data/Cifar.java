package dev.jepa.core.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * CIFAR-10 and CIFAR-100 in the official binary form (Krizhevsky 2009, "Learning multiple layers of features from tiny images").
 *
 * <p>Images are [3, 32, 32]. The files may lie in the folder itself or in the sub-folder that the official archive makes. They
 * are mapped, not loaded. Files that are missing or of the wrong size are a {@link DataException}.
 */
public final class Cifar {
    /** The classes of CIFAR-10 in label order. */
    public static final List<String> CLASSES_10 =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    private static final RecordDataset.Layout TEN = new RecordDataset.Layout(1, 0, 3, 32, 32, 10_000);

    private Cifar() {}

    /** CIFAR-10 from {@code data_batch_1.bin … data_batch_5.bin} or {@code test_batch.bin}. */
    public static ImageDataset cifar10(Path folder, Split split) {
        List<String> names = split == Split.TRAIN
                ? List.of(
                        "data_batch_1.bin",
                        "data_batch_2.bin",
                        "data_batch_3.bin",
                        "data_batch_4.bin",
                        "data_batch_5.bin")
                : List.of("test_batch.bin");
        return new RecordDataset(
                "CIFAR-10 " + name(split),
                locate(folder, "cifar-10-batches-bin"),
                TEN,
                names,
                CLASSES_10,
                "Maybe bring the official files again, or choose the folder that holds %s.".formatted(names.get(0)));
    }

    /** CIFAR-100 with its 100 fine labels, from {@code train.bin} or {@code test.bin}. */
    public static ImageDataset cifar100(Path folder, Split split) {
        int images = split == Split.TRAIN ? 50_000 : 10_000;
        return new RecordDataset(
                "CIFAR-100 " + name(split),
                locate(folder, "cifar-100-binary"),
                new RecordDataset.Layout(2, 1, 3, 32, 32, images),
                List.of(name(split) + ".bin"),
                fineClasses(),
                "Maybe unpack the official archive cifar-100-binary.tar.gz, or choose the folder that holds it.");
    }

    private static Path locate(Path folder, String subfolder) {
        Path inside = folder.resolve(subfolder);
        return Files.isDirectory(inside) ? inside : folder;
    }

    private static String name(Split split) {
        return split == Split.TRAIN ? "train" : "test";
    }

    private static List<String> fineClasses() {
        try (InputStream in = Cifar.class.getResourceAsStream("cifar100-classes.txt")) {
            if (in == null) {
                throw new IllegalStateException("the resource cifar100-classes.txt is missing from the library.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .strip()
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
