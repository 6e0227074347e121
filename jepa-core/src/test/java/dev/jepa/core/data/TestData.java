package dev.jepa.core.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** Data sets made in memory, and the real ones where this machine has them. */
final class TestData {
    private TestData() {}

    /** Random colour images of one size with labels i mod 10. */
    static ImageDataset random(int size, int height, int width) {
        return generated(size, i -> image(3, height, width, i));
    }

    static Image image(int channels, int height, int width, long seed) {
        byte[] pixels = new byte[channels * height * width];
        new SplittableRandom(seed).nextBytes(pixels);
        return Image.of(channels, height, width, pixels);
    }

    static ImageDataset generated(int size, IntFunction<Image> images) {
        return new ImageDataset() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public Image image(int index) {
                return images.apply(index);
            }

            @Override
            public int label(int index) {
                return index % 10;
            }

            @Override
            public List<String> classNames() {
                return Mnist.DIGITS;
            }

            @Override
            public String describe(int index) {
                return "image-" + index + ".png";
            }

            @Override
            public Provenance provenance() {
                return new Provenance("generated", "memory", size, "00");
            }
        };
    }

    /** Real CIFAR-10 in the folder named by {@code -Djepa.data=DIR} or the environment variable JEPA_DATA, or in its cifar10. */
    static Optional<Path> cifar10() {
        String named = System.getProperty("jepa.data", System.getenv().getOrDefault("JEPA_DATA", ""));
        return named.isEmpty()
                ? Optional.empty()
                : Stream.of(Path.of(named), Path.of(named, "cifar10"))
                        .filter(folder -> Files.exists(folder.resolve("test_batch.bin")))
                        .findFirst();
    }
}
