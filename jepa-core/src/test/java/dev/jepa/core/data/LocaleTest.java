package dev.jepa.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.jepa.core.io.TensorFiles;
import dev.jepa.core.testing.ForkedJava;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Names with other than ASCII letters in a process without a UTF-8 locale, as in containers and cron jobs. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere the encoding of file names does not depend on the locale")
class LocaleTest {
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    @TempDir
    private Path folder;

    /** Opens the folder of images and the PyTorch file beside it. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws IOException {
            System.out.println("encoding " + System.getProperty("sun.jnu.encoding"));
            try {
                ImageFolder images = ImageFolder.open(Path.of("images"));
                System.out.println(
                        images.size() + " images, " + images.skipped().size() + " skipped");
                System.out.println(images.image(0));
            } catch (DataException e) {
                System.out.println(e.getMessage());
            }
            try (Stream<Path> files = Files.list(Path.of("weights"))) {
                TensorFiles.open(files.findFirst().orElseThrow()).close();
            } catch (UncheckedIOException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @BeforeEach
    void requireNames() {
        assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "this process cannot make such names");
    }

    private String outcome(List<String> classes) throws IOException {
        for (String name : classes) {
            Path target = Files.createDirectories(folder.resolve("images").resolve(name));
            BufferedImage picture = new BufferedImage(8, 6, BufferedImage.TYPE_INT_RGB);
            ImageIO.write(picture, "png", target.resolve("\u00fcber.png").toFile());
        }
        Path weights = Files.createDirectories(folder.resolve("weights"));
        try (var stored = LocaleTest.class.getResourceAsStream("/dev/jepa/core/io/torch-zip.pth")) {
            assertThat(stored).as("a PyTorch file of the tests").isNotNull();
            Files.copy(stored, weights.resolve("poids-\u00e9.pth"));
        }
        ForkedJava result = ForkedJava.run(folder, CLASS_PATH, Map.of("LC_ALL", "C"), Program.class);
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).doesNotContain("encoding UTF-8");
        return result.output();
    }

    @Test
    void goodImagesAreReadWhateverTheirNames() throws IOException {
        assertThat(outcome(List.of("\u00e9t\u00e9", "hiver")))
                .contains("2 images, 0 skipped", "Image[3, 6, 8]")
                .doesNotContain("damaged");
    }

    @Test
    void whatTheLocaleCannotTellApartNamesTheLocale() throws IOException {
        assertThat(outcome(List.of("\u00e9", "\u00e8")))
                .contains("Their names are not in this locale's encoding, ANSI_X3.4-1968", "Maybe set LC_ALL=C.UTF-8");
    }

    @Test
    void whatTheLocaleCannotNameNamesTheLocale() throws IOException {
        assertThat(outcome(List.of("a", "b")))
                .contains("its name has letters that the encoding of this locale, ANSI_X3.4-1968, does not have")
                .contains("Maybe set LC_ALL=C.UTF-8");
    }
}
