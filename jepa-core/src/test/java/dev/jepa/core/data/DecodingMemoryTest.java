package dev.jepa.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecodingMemoryTest {
    @TempDir
    Path root;

    private void photographs(int height, int width) throws IOException {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D pen = picture.createGraphics();
        pen.setColor(Color.ORANGE);
        pen.fillRect(0, 0, width / 2, height);
        pen.dispose();
        Path first = root.resolve("0.jpg");
        ImageIO.write(picture, "jpg", first.toFile());
        for (int i = 1; i < 8; i++) {
            Files.copy(first, root.resolve(i + ".jpg"));
        }
    }

    private String load(String heap) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap,
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoadingProcess.class.getName(),
                        root.toString(),
                        "4",
                        "4")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    /** Each of them would take 250 MB as bytes and floats. */
    @Test
    void photographsLoadOnSeveralThreadsWithASmallHeap() throws IOException, InterruptedException {
        photographs(3000, 4000);
        assertThat(load("64m")).contains("batch [6, 7]").contains("unreadable []");
    }

    @Test
    @Tag("slow")
    void photographsOfFiftyMillionPixelsLoadOnSeveralThreads() throws IOException, InterruptedException {
        photographs(5773, 8660);
        assertThat(load("256m")).contains("batch [6, 7]").contains("unreadable []");
    }

    @Test
    void bombsAreNamedAndSkipped() throws IOException, InterruptedException {
        try (InputStream in = getClass().getResourceAsStream("bomb.webp")) {
            Files.write(root.resolve("bomb.webp"), Objects.requireNonNull(in).readAllBytes());
        }
        BufferedImage huge = new BufferedImage(
                14000,
                14000,
                BufferedImage.TYPE_BYTE_BINARY,
                new IndexColorModel(1, 2, new byte[] {0, 9}, new byte[2], new byte[2]));
        ImageIO.write(huge, "png", root.resolve("huge.png").toFile());
        String said = load("64m");
        assertThat(said).contains("bomb.webp cannot be read").contains("batch [1, 1]");
    }

    /** Larger than is read whole: each second row and column. */
    @Test
    void largePictureIsReadAtEachSecondPixel() throws IOException {
        BufferedImage picture = new BufferedImage(4100, 4101, BufferedImage.TYPE_BYTE_GRAY);
        byte[] pixels = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i % 4100 + 3 * (i / 4100));
        }
        Path file = root.resolve("large.png");
        ImageIO.write(picture, "png", file.toFile());
        Image image = ImageDecoder.decode(file, 1, true);
        assertThat(image).hasToString("Image[1, 2051, 2050]");
        assertThat(image.pixels()[7 * 2050 + 5]).isEqualTo((byte) (10 + 3 * 14));
        assertThat(ImageDecoder.size(file, true)).isEqualTo(new ImageDecoder.Size(4101, 4100));
    }

    @Test
    void memoryIsGivenBackWhenWorkFails() {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> DecodingMemory.with(DecodingMemory.BYTES, () -> {
                        throw new OutOfMemoryError("of this test");
                    }))
                    .isInstanceOf(OutOfMemoryError.class);
        }
        assertThat(DecodingMemory.<String, RuntimeException>with(10 * DecodingMemory.BYTES, () -> "done"))
                .isEqualTo("done");
    }
}
