package dev.jepa.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedPicturesTest {
    @TempDir
    Path root;

    private static Path resource(String name) {
        try {
            return Path.of(DamagedPicturesTest.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Some lengths below the whole, and all of the last ones. */
    private static int[] lengths(int whole) {
        return IntStream.range(1, whole)
                .filter(length -> length % Math.max(1, whole / 40) == 1 || whole - length < 20 || length < 16)
                .toArray();
    }

    private Path copy(byte[] bytes, String name) throws IOException {
        return Files.write(root.resolve(name), bytes);
    }

    /** The number is of last bytes that carry no picture: the padding of a BMP's last row, the directory's end in a TIFF. */
    @ParameterizedTest
    @CsvSource({
        "baseline.jpg, 0",
        "progressive.jpg, 0",
        "gray.jpg, 0",
        "cmyk.jpg, 0",
        "rgb.png, 0",
        "interlaced.png, 0",
        "palette-8.png, 0",
        "plain.gif, 0",
        "interlaced.gif, 0",
        "transparent.gif, 0",
        "rgb.bmp, 0",
        "rle8.bmp, 0",
        "bits.bmp, 1",
        "float32.tif, 0",
        "int16.tif, 0",
        "lossy.webp, 0",
        "lossy-alpha.webp, 0",
        "lossless.webp, 0",
        "lossless-alpha.webp, 0",
        "animated.webp, 0",
        "orientation-6.webp, 0"
    })
    void everyCutIsReported(String name, int idle) throws IOException {
        byte[] whole = Files.readAllBytes(resource("pictures/" + name));
        for (int length : lengths(whole.length - idle)) {
            Path cut = copy(Arrays.copyOf(whole, length), "cut-" + name);
            assertThatThrownBy(() -> ImageDecoder.decode(cut, 3, true))
                    .as("%s cut to %d of %d bytes", name, length, whole.length)
                    .isInstanceOf(UnreadableImageException.class)
                    .hasMessageContaining("cut-" + name)
                    .hasMessageContaining("cut short");
        }
    }

    /** Directories that lie behind the pixels may end with bytes that a reader does without. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "raw.tif",
                "lzw.tif",
                "deflate.tif",
                "packbits.tif",
                "tiled.tif",
                "planar.tif",
                "big.tif",
                "jpeg.tif"
            })
    void everyCutOfTiffIsReportedOrLosesNothing(String name) throws IOException {
        byte[] whole = Files.readAllBytes(resource("pictures/" + name));
        Image image = ImageDecoder.decode(resource("pictures/" + name), 3, true);
        for (int length : lengths(whole.length)) {
            Path cut = copy(Arrays.copyOf(whole, length), "cut.tif");
            try {
                assertThat(ImageDecoder.decode(cut, 3, true).equals(image))
                        .as("%s cut to %d of %d bytes", name, length, whole.length)
                        .isTrue();
            } catch (UnreadableImageException e) {
                assertThat(e).hasMessageContaining("cut short");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"baseline.jpg", "rgb.png", "plain.gif", "rgb.bmp", "lzw.tif", "lossless.webp"})
    void whatFollowsThePictureIsNoDamage(String name) throws IOException {
        byte[] whole = Files.readAllBytes(resource("pictures/" + name));
        Path longer = copy(Arrays.copyOf(whole, whole.length + 100), name);
        assertThat(ImageDecoder.decode(longer, 3, true))
                .isEqualTo(ImageDecoder.decode(resource("pictures/" + name), 3, true));
    }

    @Test
    void pictureDataThatEndsBeforeTheEndMarkIsCutShort() throws IOException {
        byte[] jpeg = Files.readAllBytes(resource("pictures/baseline.jpg"));
        byte[] hole = Arrays.copyOf(jpeg, jpeg.length - 100);
        hole[hole.length - 2] = (byte) 0xff;
        hole[hole.length - 1] = (byte) 0xd9;
        Path file = copy(hole, "hole.jpg");
        assertThatThrownBy(() -> ImageDecoder.decode(file, 3, true)).hasMessageContaining("cut short");
    }

    @Test
    void losslessWebpCutInHalfIsCutShort() {
        assertThatThrownBy(() -> ImageDecoder.decode(resource("webp-lossless-cut.webp"), 3, true))
                .hasMessageContaining("webp-lossless-cut.webp")
                .hasMessageContaining("cut short");
    }

    @Test
    void canvasOfAnotherSizeThanThePictureIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(resource("pictures/orientation-6.webp"));
        bytes[29] = 100; // of the canvas's height, three bytes from 27 on
        Path file = copy(bytes, "bomb.webp");
        assertThatThrownBy(() -> ImageDecoder.decode(file, 3, true))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessageContaining("bomb.webp")
                .hasMessageContaining("canvas is 6553620 x 24 pixels but its picture 20 x 24");
    }

    @Test
    void webpAlphaThatTheCodecDoesNotReadIsNotTakenForOpaque() {
        assertThatThrownBy(() -> ImageDecoder.decode(resource("webp-alpha-not-compressed.webp"), 3, true))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessageContaining("alpha");
    }
}
