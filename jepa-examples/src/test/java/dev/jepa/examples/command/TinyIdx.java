package dev.jepa.examples.command;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Gray pictures of ten classes in the four files of Fashion-MNIST, each class with stripes of its own. */
final class TinyIdx {
    private TinyIdx() {}

    /** Writes images and labels of one half, {@code train} or {@code t10k}. */
    static void write(Path folder, String half, int count, int side) throws IOException {
        try (DataOutputStream images =
                        new DataOutputStream(Files.newOutputStream(folder.resolve(half + "-images-idx3-ubyte")));
                DataOutputStream labels =
                        new DataOutputStream(Files.newOutputStream(folder.resolve(half + "-labels-idx1-ubyte")))) {
            images.writeInt(0x803);
            images.writeInt(count);
            images.writeInt(side);
            images.writeInt(side);
            labels.writeInt(0x801);
            labels.writeInt(count);
            for (int i = 0; i < count; i++) {
                labels.writeByte(i % 10);
                for (int p = 0; p < side * side; p++) {
                    images.writeByte((p * (i % 10 + 1)) % 256);
                }
            }
        }
    }
}
