package dev.jepa.core.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * MNIST (LeCun et al. 1998), Fashion-MNIST (Xiao et al., arXiv 1708.07747) and anything else in their IDX files, plain or {@code
 * .gz}.
 *
 * <p>Images are [1, H, W], 28 x 28 for both named sets, read into memory. Files that are missing, damaged or of the wrong size are
 * a {@link DataException}.
 */
public final class Mnist {
    /** The classes of Fashion-MNIST in label order. */
    public static final List<String> FASHION_CLASSES = List.of(
            "T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot");

    /** The classes of MNIST: the digits. */
    public static final List<String> DIGITS = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

    private Mnist() {}

    public static ImageDataset mnist(Path folder, Split split) {
        return open("MNIST", folder, split, DIGITS);
    }

    public static ImageDataset fashionMnist(Path folder, Split split) {
        return open("Fashion-MNIST", folder, split, FASHION_CLASSES);
    }

    /**
     * Any pair of IDX files.
     *
     * @param images rank 3, [count, H, W]
     * @param labels rank 1, [count], each below the number of class names
     */
    public static ImageDataset idx(String name, Path images, Path labels, List<String> classNames) {
        return new IdxDataset(name, images, labels, classNames, "Maybe copy or download the file again.");
    }

    private static ImageDataset open(String name, Path folder, Split split, List<String> classNames) {
        String prefix = split == Split.TRAIN ? "train" : "t10k";
        String advice = "Maybe download the four %s files again, or choose the folder that holds them.".formatted(name);
        return new IdxDataset(
                name + (split == Split.TRAIN ? " train" : " test"),
                find(folder, prefix + "-images", "idx3-ubyte"),
                find(folder, prefix + "-labels", "idx1-ubyte"),
                classNames,
                advice);
    }

    /** The spelling that exists, also inside a folder of such a name as some archives unpack it; the official one if none does. */
    private static Path find(Path folder, String stem, String kind) {
        List<String> spellings =
                List.of(stem + "-" + kind, stem + "-" + kind + ".gz", stem + "." + kind, stem + "." + kind + ".gz");
        Stream<Path> places =
                Stream.concat(Stream.of(folder), spellings.stream().map(folder::resolve));
        return places.flatMap(place -> spellings.stream().map(place::resolve))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseGet(() -> folder.resolve(spellings.get(0)));
    }
}
