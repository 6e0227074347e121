package dev.jepa.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarTest {
    private static final RecordDataset.Layout SMALL = new RecordDataset.Layout(2, 1, 3, 2, 2, 3);

    @TempDir
    Path folder;

    private void sized(String name, long bytes) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
            file.setLength(bytes);
        }
    }

    @Test
    void recordsAreLabelBytesThenPlanes() throws IOException {
        byte[] first = new byte[3 * 14];
        byte[] second = new byte[3 * 14];
        for (int i = 0; i < first.length; i++) {
            first[i] = (byte) (i % 14 == 1 ? 1 : i);
            second[i] = (byte) (i % 14 == 1 ? 0 : 100 + i);
        }
        Files.write(folder.resolve("a.bin"), first);
        Files.write(folder.resolve("b.bin"), second);
        ImageDataset data =
                new RecordDataset("small", folder, SMALL, List.of("a.bin", "b.bin"), List.of("no", "yes"), "");
        assertThat(data.size()).isEqualTo(6);
        assertThat(data.label(2)).isEqualTo(1);
        assertThat(data.label(3)).isEqualTo(0);
        byte[] expected = {116, 117, 118, 119, 120, 121, 122, 123, 124, 125, 126, 127};
        assertThat(data.image(4)).isEqualTo(Image.of(3, 2, 2, expected));
        assertThat(data.describe(4)).endsWith("b.bin, record 1");
    }

    @Test
    void labelBeyondTheClassesNamesFileAndRecord() throws IOException {
        byte[] bytes = new byte[3 * 14];
        bytes[14 + 1] = 7;
        Files.write(folder.resolve("a.bin"), bytes);
        ImageDataset data = new RecordDataset("small", folder, SMALL, List.of("a.bin"), List.of("no", "yes"), "");
        assertThatThrownBy(() -> data.label(1))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("a.bin, record 1")
                .hasMessageContaining("label 7");
    }

    @Test
    void fingerprintChangesWithTheContent() throws IOException {
        byte[] bytes = new byte[3 * 14];
        Files.write(folder.resolve("a.bin"), bytes);
        String before = new RecordDataset("s", folder, SMALL, List.of("a.bin"), List.of(), "")
                .provenance()
                .fingerprint();
        bytes[20] = 1; // in the middle of three records
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.write(other.resolve("a.bin"), bytes);
        assertThat(new RecordDataset("s", other, SMALL, List.of("a.bin"), List.of(), "")
                        .provenance()
                        .fingerprint())
                .isNotEqualTo(before);
    }

    @Test
    void missingFileIsNamed() {
        assertThatThrownBy(() -> Cifar.cifar10(folder, Split.TRAIN))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("data_batch_1.bin does not exist")
                .hasMessageContaining("Maybe bring the official files again");
    }

    @Test
    void truncatedFileIsNamedWithBothSizes() throws IOException {
        sized("test_batch.bin", 30_729_999);
        assertThatThrownBy(() -> Cifar.cifar10(folder, Split.TEST))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("test_batch.bin must have 30,730,000 bytes but has 30,729,999 (it is cut short)")
                .hasMessageContaining("Maybe bring the official files again");
    }

    @Test
    void tooLongFileIsRefused() throws IOException {
        sized("test.bin", 30_740_001);
        assertThatThrownBy(() -> Cifar.cifar100(folder, Split.TEST))
                .hasMessageContaining("must have 30,740,000 bytes but has 30,740,001.");
    }

    @Test
    void officialSubfolderIsFound() throws IOException {
        Path official = Files.createDirectory(folder.resolve("cifar-100-binary"));
        sized("cifar-100-binary/test.bin", 30_740_000);
        ImageDataset data = Cifar.cifar100(folder, Split.TEST);
        assertThat(data.size()).isEqualTo(10_000);
        assertThat(data.classNames())
                .hasSize(100)
                .doesNotHaveDuplicates()
                .isSorted()
                .contains("worm");
        assertThat(data.describe(0)).startsWith(official.toString());
    }

    @Test
    void realCifar10HasItsKnownStatistics() {
        assumeTrue(TestData.cifar10().isPresent(), "no CIFAR-10: name its folder with -Djepa.data=DIR or JEPA_DATA");
        ImageDataset train = Cifar.cifar10(TestData.cifar10().orElseThrow(), Split.TRAIN);
        double[] sum = new double[3];
        double[] squares = new double[3];
        int[] perClass = new int[10];
        for (int i = 0; i < train.size(); i++) {
            perClass[train.label(i)]++;
            byte[] pixels = train.image(i).pixels();
            for (int p = 0; p < pixels.length; p++) {
                double value = (pixels[p] & 0xff) / 255.0;
                sum[p / 1024] += value;
                squares[p / 1024] += value * value;
            }
        }
        assertThat(perClass).containsOnly(5000);
        double n = 50_000 * 1024.0;
        double[] mean = {0.4914, 0.4822, 0.4465};
        double[] std = {0.2470, 0.2435, 0.2616};
        for (int c = 0; c < 3; c++) {
            assertThat(sum[c] / n).isCloseTo(mean[c], within(5e-5));
            assertThat(Math.sqrt(squares[c] / n - Math.pow(sum[c] / n, 2))).isCloseTo(std[c], within(6e-5));
        }
    }
}
