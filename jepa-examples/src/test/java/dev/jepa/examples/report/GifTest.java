package dev.jepa.examples.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GifTest {
    private static BufferedImage plain(int rgb) {
        BufferedImage image = new BufferedImage(6, 4, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 24; i++) {
            image.setRGB(i % 6, i / 6, rgb);
        }
        return image;
    }

    @Test
    void keepsFramesTimesAndRepeats(@TempDir Path folder) throws IOException {
        Gif gif = new Gif("two", List.of(plain(0xff0000), plain(0x0000ff)), 60);
        Path file = folder.resolve("a.gif");
        gif.write(file);
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(in);
            assertThat(reader.getNumImages(true)).isEqualTo(2);
            assertThat(reader.read(0).getRGB(3, 2) & 0xffffff).isEqualTo(0xff0000);
            assertThat(reader.read(1).getRGB(3, 2) & 0xffffff).isEqualTo(0x0000ff);
        } finally {
            reader.dispose();
        }
        assertThat(new String(gif.bytes(), StandardCharsets.ISO_8859_1)).contains("NETSCAPE2.0");
    }
}
