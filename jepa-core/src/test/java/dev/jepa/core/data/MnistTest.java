package dev.jepa.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistTest {
    private static final String IMAGES = "train-images-idx3-ubyte";
    private static final String LABELS = "train-labels-idx1-ubyte";

    @TempDir
    Path folder;

    private byte[] images;

    @BeforeEach
    void writeThreeImagesOfTwoByFour() throws IOException {
        ByteBuffer buffer =
                ByteBuffer.allocate(16 + 24).putInt(0x803).putInt(3).putInt(2).putInt(4);
        for (int i = 0; i < 24; i++) {
            buffer.put((byte) (200 + i));
        }
        images = buffer.array();
        Files.write(folder.resolve(IMAGES), images);
        Files.write(folder.resolve(LABELS), new byte[] {0, 0, 8, 1, 0, 0, 0, 3, 9, 0, 4});
    }

    private void gzip(String name, byte[] content) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name + ".gz")))) {
            out.write(content);
        }
        Files.delete(folder.resolve(name));
    }

    @Test
    void imagesAndLabelsComeInOrder() {
        ImageDataset data = Mnist.fashionMnist(folder, Split.TRAIN);
        assertThat(data.size()).isEqualTo(3);
        assertThat(data.image(1)).isEqualTo(Image.of(1, 2, 4, Arrays.copyOfRange(images, 24, 32)));
        assertThat(data.classNames().get(data.label(0))).isEqualTo("ankle boot");
        assertThat(data.describe(2)).endsWith(IMAGES + ", record 2");
    }

    @Test
    void compressedFilesAreTheSame() throws IOException {
        Image plain = Mnist.mnist(folder, Split.TRAIN).image(2);
        String fingerprint = Mnist.mnist(folder, Split.TRAIN).provenance().fingerprint();
        gzip(IMAGES, images);
        ImageDataset zipped = Mnist.mnist(folder, Split.TRAIN);
        assertThat(zipped.image(2)).isEqualTo(plain);
        assertThat(zipped.provenance().fingerprint()).isEqualTo(fingerprint);
    }

    @Test
    void missingFileIsNamed() {
        assertThatThrownBy(() -> Mnist.mnist(folder, Split.TEST))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("t10k-images-idx3-ubyte does not exist")
                .hasMessageContaining("Maybe");
    }

    @Test
    void truncatedFileIsNamedWithBothSizes() throws IOException {
        Files.write(folder.resolve(IMAGES), Arrays.copyOf(images, 30));
        assertThatThrownBy(() -> Mnist.mnist(folder, Split.TRAIN))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(IMAGES + " must have 40 bytes but has 30 (it is cut short)");
    }

    @Test
    void truncatedGzipIsNamed() throws IOException {
        gzip(IMAGES, images);
        Path zipped = folder.resolve(IMAGES + ".gz");
        byte[] bytes = Files.readAllBytes(zipped);
        Files.write(zipped, Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> Mnist.mnist(folder, Split.TRAIN))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(IMAGES + ".gz is cut short or damaged");
    }

    @Test
    void wrongMagicIsShown() throws IOException {
        images[2] = 13;
        Files.write(folder.resolve(IMAGES), images);
        assertThatThrownBy(() -> Mnist.mnist(folder, Split.TRAIN))
                .hasMessageContaining("00000d03")
                .hasMessageContaining("00000803");
    }

    @Test
    void countsMustAgree() throws IOException {
        Files.write(folder.resolve(LABELS), new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 9, 0});
        assertThatThrownBy(() -> Mnist.mnist(folder, Split.TRAIN))
                .hasMessageContaining("3 images")
                .hasMessageContaining("2 labels");
    }

    @Test
    void labelBeyondTheClassesIsNamed() throws IOException {
        Files.write(folder.resolve(LABELS), new byte[] {0, 0, 8, 1, 0, 0, 0, 3, 9, 10, 4});
        assertThatThrownBy(() -> Mnist.mnist(folder, Split.TRAIN)).hasMessageContaining("label 10 at record 1");
    }

    /** As archives on the web unpack it: a folder of the file's name beside a file of nearly that name. */
    @Test
    void filesInsideFoldersOfTheirNameAreFound() throws IOException {
        for (String name : new String[] {IMAGES, LABELS}) {
            byte[] content = Files.readAllBytes(folder.resolve(name));
            Files.delete(folder.resolve(name));
            Files.createDirectory(folder.resolve(name));
            Files.write(folder.resolve(name).resolve(name), content);
        }
        assertThat(Mnist.mnist(folder, Split.TRAIN).size()).isEqualTo(3);
    }

    @Test
    void aFolderOfAFilesNameDoesNotHideTheFile() throws IOException {
        for (String name : new String[] {IMAGES, LABELS}) {
            Files.move(folder.resolve(name), folder.resolve(name.replace("-idx", ".idx")));
            Files.createDirectory(folder.resolve(name));
        }
        assertThat(Mnist.mnist(folder, Split.TRAIN).size()).isEqualTo(3);
    }

    @Test
    void whetherAFileIsZippedIsReadFromItsContent() throws IOException {
        byte[] labels = Files.readAllBytes(folder.resolve(LABELS));
        gzip(IMAGES, images);
        Files.move(folder.resolve(IMAGES + ".gz"), folder.resolve(IMAGES)); // zipped under the plain name
        Files.delete(folder.resolve(LABELS));
        Files.write(folder.resolve(LABELS + ".gz"), labels); // plain under the name of a zipped file
        ImageDataset data = Mnist.mnist(folder, Split.TRAIN);
        assertThat(data.image(1)).isEqualTo(Image.of(1, 2, 4, Arrays.copyOfRange(images, 24, 32)));
        assertThat(data.label(0)).isEqualTo(9);
    }
}
