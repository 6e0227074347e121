package dev.jepa.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Scanner;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Small pictures of every kind that is claimed to be read, against what Pillow (libjpeg-turbo, libwebp, libtiff, libpng) makes of
 * them, or NumPy where Pillow does not read a kind or truncates; beside each picture lies its reference as a portable pixmap, over
 * white.
 */
class ReferencePicturesTest {
    static Stream<Path> pictures() throws IOException, URISyntaxException {
        Path folder =
                Path.of(ReferencePicturesTest.class.getResource("pictures").toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.toString().endsWith(".ppm")).sorted().toList().stream();
        }
    }

    private static Image reference(Path picture) throws IOException {
        byte[] file = Files.readAllBytes(picture.resolveSibling(picture.getFileName() + ".ppm"));
        try (Scanner header = new Scanner(new String(file, 0, 40, StandardCharsets.ISO_8859_1))) {
            header.next("P6");
            int width = header.nextInt();
            int height = header.nextInt();
            int n = width * height;
            byte[] planes = new byte[3 * n];
            for (int i = 0; i < 3 * n; i++) {
                planes[i % 3 * n + i / 3] = file[file.length - 3 * n + i];
            }
            return Image.of(3, height, width, planes);
        }
    }

    /**
     * Mean absolute error that a format permits: rounding of JPEG's transform and of five bits to eight, and of WebP the filter of
     * block edges.
     */
    private static double permitted(String name) {
        if (name.endsWith(".webp") && name.startsWith("lossy")) {
            return name.equals("lossy-small.webp") ? 2 : 0.6; // that reference has its chroma smoothed
        }
        boolean rounded = name.contains("jp") || name.equals("cmyk.tif") || name.equals("rgb565.bmp");
        return rounded ? 0.6 : 0;
    }

    /** Whatever the codec leaves out itself. */
    @ParameterizedTest
    @MethodSource("pictures")
    void everyThirdRowAndColumnAreThoseOfTheWhole(Path picture) throws IOException {
        Image whole = ImageDecoder.decode(picture, 3, false);
        try (ImageInputStream in = ImageIO.createImageInputStream(picture.toFile())) {
            ImageLayout layout = ImageFormat.of(in).orElseThrow().layout(in);
            try (Codec codec = Codec.open(in, layout)) {
                Image third = codec.decode(codec.size(), 3, 3, Orientation.UPRIGHT);
                assertThat(third).isEqualTo(everyThird(whole));
            }
        }
    }

    private static Image everyThird(Image whole) {
        int height = (whole.height() + 2) / 3;
        int width = (whole.width() + 2) / 3;
        byte[] pixels = new byte[3 * height * width];
        for (int i = 0; i < pixels.length; i++) {
            int row = i / width / height * whole.height() + 3 * (i / width % height);
            pixels[i] = whole.pixels()[row * whole.width() + 3 * (i % width)];
        }
        return Image.of(3, height, width, pixels);
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void pictureIsAsAnotherDecoderReadsIt(Path picture) throws IOException {
        String name = picture.getFileName().toString();
        Image expected = reference(picture);
        Image read = ImageDecoder.decode(picture, 3, true);
        assertThat(read).as(name).hasToString(expected.toString());
        double sum = 0;
        for (int i = 0; i < read.pixels().length; i++) {
            sum += Math.abs((read.pixels()[i] & 0xff) - (expected.pixels()[i] & 0xff));
        }
        assertThat(sum / read.pixels().length).as(name).isLessThanOrEqualTo(permitted(name));
    }
}
