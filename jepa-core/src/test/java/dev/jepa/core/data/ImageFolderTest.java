package dev.jepa.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFolderTest {
    @TempDir
    Path root;

    /** Left half red (200, 10, 20), right half green (10, 200, 20). */
    private static BufferedImage twoColours(int height, int width) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, x < width / 2 ? 0xC80A14 : 0x0AC814);
            }
        }
        return image;
    }

    private Path write(BufferedImage image, String format, String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
        return file;
    }

    private static int at(Image image, int channel, int y, int x) {
        return image.pixels()[(channel * image.height() + y) * image.width() + x] & 0xff;
    }

    private Image only() {
        ImageFolder data = ImageFolder.open(root);
        assertThat(data.size()).isEqualTo(1);
        return data.image(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "gif", "tiff"})
    void losslessFormatsGiveExactColours(String format) throws IOException {
        write(twoColours(6, 8), format, "a." + format);
        Image image = only();
        assertThat(new int[] {image.channels(), image.height(), image.width()}).containsExactly(3, 6, 8);
        assertThat(new int[] {at(image, 0, 5, 3), at(image, 1, 5, 3), at(image, 2, 5, 3)})
                .containsExactly(200, 10, 20);
        assertThat(new int[] {at(image, 0, 0, 4), at(image, 1, 0, 4), at(image, 2, 0, 4)})
                .containsExactly(10, 200, 20);
    }

    @Test
    void jpegGivesNearlyExactColours() throws IOException {
        write(twoColours(32, 32), "jpg", "a.JPEG");
        Image image = only();
        assertThat(at(image, 0, 16, 4)).isCloseTo(200, within(6));
        assertThat(at(image, 1, 16, 28)).isCloseTo(200, within(6));
    }

    @Test
    void webpIsRead() throws IOException {
        byte[] onePixel = Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");
        Files.write(root.resolve("a.webp"), onePixel);
        Image image = only();
        assertThat(new int[] {image.channels(), image.height(), image.width()}).containsExactly(3, 1, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "tiff"})
    void grayIsReadAsStored(String format) throws IOException {
        BufferedImage gray = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 64; i++) {
            gray.getRaster().setSample(i % 8, i / 8, 0, 128);
        }
        write(gray, format, "a." + format);
        assertThat(only().pixels()).hasSize(192).containsOnly((byte) 128);
    }

    @Test
    void sixteenBitsAreScaledToEight() throws IOException {
        BufferedImage gray = new BufferedImage(3, 1, BufferedImage.TYPE_USHORT_GRAY);
        gray.getRaster().setSample(0, 0, 0, 65535);
        gray.getRaster().setSample(1, 0, 0, 128 * 257);
        gray.getRaster().setSample(2, 0, 0, 100);
        write(gray, "png", "a.png");
        Image image =
                ImageFolder.open(root, FolderOptions.DEFAULT.withChannels(1)).image(0);
        assertThat(image.pixels()).containsExactly(255, 128, 0);
    }

    @Test
    void transparencyIsLaidOverWhite() throws IOException {
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0x00FF0000);
        image.setRGB(1, 0, 0xFF204060);
        image.setRGB(2, 0, 0x80000000);
        write(image, "png", "a.png");
        assertThat(only().pixels()).containsExactly(255, 0x20, 127, 255, 0x40, 127, 255, 0x60, 127);
    }

    @Test
    void palettesAreResolved() throws IOException {
        byte[] red = {10, (byte) 250};
        byte[] green = {20, (byte) 240};
        byte[] blue = {30, (byte) 230};
        IndexColorModel palette = new IndexColorModel(1, 2, red, green, blue);
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY, palette);
        image.getRaster().setSample(1, 0, 0, 1);
        write(image, "png", "a.png");
        assertThat(only().pixels()).containsExactly(10, 250, 20, 240, 30, 230);
    }

    /** Four inks, stored inverted as Adobe's programs do: paper white, then pure cyan, whose red is the least. */
    @Test
    void printersColoursBecomeRedGreenAndBlue() throws IOException {
        byte[] inks = new byte[16 * 16 * 4];
        for (int i = 0; i < inks.length; i += 4) {
            inks[i] = (byte) (i / 4 % 16 < 8 ? 255 : 0);
            inks[i + 1] = (byte) 255;
            inks[i + 2] = (byte) 255;
            inks[i + 3] = (byte) 255;
        }
        writeFourInks(inks, 16, 16, root.resolve("a.jpg"));
        Image image = only();
        assertThat(at(image, 0, 8, 2)).isGreaterThan(240);
        assertThat(at(image, 1, 8, 2)).isGreaterThan(240);
        assertThat(at(image, 0, 8, 13)).isLessThan(60);
        assertThat(at(image, 2, 8, 13)).isGreaterThan(at(image, 0, 8, 13) + 60);
    }

    /** A JPEG of four components with the marker APP14 "Adobe", transform 0 (CMYK). */
    private static void writeFourInks(byte[] inks, int height, int width, Path file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            WritableRaster raster = Raster.createInterleavedRaster(
                    new DataBufferByte(inks, inks.length), width, height, 4 * width, 4, new int[] {0, 1, 2, 3}, null);
            writer.write(null, new IIOImage(raster, null, null), null);
        } finally {
            writer.dispose();
        }
        byte[] plain = bytes.toByteArray();
        byte[] adobe = {(byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
        ByteArrayOutputStream marked = new ByteArrayOutputStream();
        marked.write(plain, 0, 2);
        marked.writeBytes(adobe);
        marked.write(plain, 2, plain.length - 2);
        Files.write(file, marked.toByteArray());
    }

    @Test
    void colourBecomesLumaWhenGrayIsAskedFor() throws IOException {
        write(twoColours(2, 2), "png", "a.png");
        Image image =
                ImageFolder.open(root, FolderOptions.DEFAULT.withChannels(1)).image(0);
        assertThat(at(image, 0, 0, 0)).isEqualTo(Math.round(0.299f * 200 + 0.587f * 10 + 0.114f * 20));
    }

    @Test
    void classFoldersAreLabelsInAlphabeticalOrder() throws IOException {
        write(twoColours(2, 2), "png", "zebra/1.png");
        write(twoColours(2, 4), "png", "ant/deep/below/2.png");
        write(twoColours(2, 6), "png", "ant/b.png");
        write(twoColours(2, 8), "png", "ant/B.png");
        Files.writeString(root.resolve("README.txt"), "not an image");
        Files.writeString(root.resolve(".hidden.png"), "not an image");
        ImageFolder data = ImageFolder.open(root);
        assertThat(data.classNames()).containsExactly("ant", "zebra");
        assertThat(data.size()).isEqualTo(4);
        assertThat(new int[] {
                    data.image(0).width(),
                    data.image(1).width(),
                    data.image(2).width(),
                    data.image(3).width()
                })
                .containsExactly(8, 6, 4, 2);
        assertThat(new int[] {data.label(0), data.label(2), data.label(3)}).containsExactly(0, 0, 1);
        assertThat(data.skipped()).isEmpty();
        assertThat(data.provenance()).isEqualTo(ImageFolder.open(root).provenance());
    }

    @Test
    void folderWithoutSubfoldersIsUnlabelled() throws IOException {
        write(twoColours(2, 2), "png", "1.png");
        ImageFolder data = ImageFolder.open(root);
        assertThat(data.classNames()).isEmpty();
        assertThat(data.label(0)).isEqualTo(ImageDataset.UNLABELLED);
    }

    @Test
    void imageBesideTheClassFoldersIsReported() throws IOException {
        write(twoColours(2, 2), "png", "ant/1.png");
        Path stray = write(twoColours(2, 2), "png", "stray.png");
        ImageFolder data = ImageFolder.open(root);
        assertThat(data.size()).isEqualTo(1);
        assertThat(data.skipped()).singleElement().satisfies(skipped -> {
            assertThat(skipped.file()).isEqualTo(stray);
            assertThat(skipped.reason()).contains("beside the class folders");
        });
    }

    @Test
    void unreadableFileIsReportedByNameAndSkipped() throws IOException {
        write(twoColours(2, 2), "png", "a.png");
        Path fake = Files.writeString(root.resolve("fake.jpg"), "this is no picture");
        Path empty = Files.createFile(root.resolve("empty.png"));
        ImageFolder data = ImageFolder.open(root);
        assertThat(data.size()).isEqualTo(1);
        assertThat(data.skipped()).extracting(ImageFolder.Skipped::file).containsExactly(empty, fake);
        assertThat(data.skipped().get(0).reason()).contains("empty.png").contains("it is empty");
        assertThat(data.skipped().get(1).reason()).contains("fake.jpg").contains("no known image format");
    }

    @Test
    void unreadableFileIsFatalWhenStrict() throws IOException {
        write(twoColours(2, 2), "png", "a.png");
        Files.writeString(root.resolve("fake.jpg"), "this is no picture");
        assertThatThrownBy(() -> ImageFolder.open(root, FolderOptions.DEFAULT.withStrict(true)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("fake.jpg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "bmp", "gif", "tiff"})
    void fileCutShortFailsWhenDecoded(String format) throws IOException {
        BufferedImage noise = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64 * 64; i++) {
            noise.setRGB(i % 64, i / 64, i * 0x9E3779B1 >>> 8);
        }
        Path file = write(noise, format, "a." + format);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length * 2 / 3));
        assertThatThrownBy(this::only).isInstanceOf(DataException.class).hasMessageContaining("a." + format);
    }

    @Test
    void decodeFailureIsAnotherKindWhenStrict() throws IOException {
        Path file = write(twoColours(64, 64), "jpg", "a.jpg");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 40));
        assertThatThrownBy(() -> ImageFolder.open(root).image(0)).isExactlyInstanceOf(UnreadableImageException.class);
        assertThatThrownBy(() -> ImageFolder.open(root, FolderOptions.DEFAULT.withStrict(true))
                        .image(0))
                .isExactlyInstanceOf(DataException.class)
                .hasMessageContaining("a.jpg");
    }

    @Test
    void turnedPicturesStayAsStoredWhereThatIsAskedFor() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("pictures/orientation-6.png")) {
            Files.write(root.resolve("a.png"), Objects.requireNonNull(in).readAllBytes());
        }
        try (InputStream in = getClass().getResourceAsStream("pictures/rgb.png")) {
            Files.write(root.resolve("b.png"), Objects.requireNonNull(in).readAllBytes());
        }
        ImageFolder data = ImageFolder.open(root);
        ImageDataset part = data.subset(1, 0).asStored();
        assertThat(data.image(0)).isNotEqualTo(data.image(1));
        assertThat(data.image(0)).hasToString("Image[3, 24, 20]");
        assertThat(part.image(1)).isEqualTo(data.image(1));
        assertThatThrownBy(() -> ImageFolder.open(root, FolderOptions.DEFAULT.withEqualSizes(true)))
                .hasMessageContaining("b.png is 20x24 but");
        assertThat(ImageFolder.open(
                                root, FolderOptions.DEFAULT.withEqualSizes(true).withUpright(false))
                        .size())
                .isEqualTo(2);
    }

    @Test
    void equalSizesNameTheFileThatDiffers() throws IOException {
        write(twoColours(4, 4), "png", "a.png");
        write(twoColours(4, 4), "png", "b.png");
        write(twoColours(5, 4), "png", "c.png");
        assertThat(ImageFolder.open(root).size()).isEqualTo(3);
        assertThatThrownBy(() -> ImageFolder.open(root, FolderOptions.DEFAULT.withEqualSizes(true)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("c.png is 5x4")
                .hasMessageContaining("a.png is 4x4");
    }

    @Test
    void missingOrEmptyFolderIsNamed() throws IOException {
        assertThatThrownBy(() -> ImageFolder.open(root.resolve("absent")))
                .hasMessageContaining("absent does not exist");
        assertThatThrownBy(() -> ImageFolder.open(root)).hasMessageContaining("holds no image files");
        Files.writeString(root.resolve("fake.jpg"), "x");
        assertThatThrownBy(() -> ImageFolder.open(root))
                .hasMessageContaining("none of the 1 image files")
                .hasMessageContaining("fake.jpg");
        assertThatThrownBy(() -> ImageFolder.open(root.resolve("fake.jpg"))).hasMessageContaining("is not a folder");
    }
}
