package dev.jepa.examples.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IcaCommandTest {
    @TempDir
    private Path folder;

    private Path images(int count) throws IOException {
        Path images = Files.createDirectories(folder.resolve("images"));
        Random random = new Random(1);
        for (int i = 0; i < count; i++) {
            BufferedImage image = new BufferedImage(24, 20, BufferedImage.TYPE_INT_RGB);
            for (int p = 0; p < 24 * 20; p++) {
                image.setRGB(p % 24, p / 24, 0x010101 * random.nextInt(256));
            }
            ImageIO.write(image, "png", images.resolve(i + ".png").toFile());
        }
        return images;
    }

    @Test
    void separatesMadeSignalsAndImages() throws IOException {
        Path out = folder.resolve("out");
        TinyJepa.Outcome outcome = TinyJepa.run(
                "ica",
                "--data",
                images(3),
                "--sources",
                2,
                "--mixtures",
                2,
                "--samples",
                500,
                "--side",
                16,
                "--width",
                4,
                "--starts",
                2,
                "--steps",
                3,
                "--out",
                out);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(Files.readString(out.resolve("summary.json")))
                .contains("made_fastica_logcosh", "pixels_vc_across", "edges_vc_mixing_std", "\"seed\" : 0");
        assertThat(Files.readString(out.resolve("report.html")))
                .contains("FastICA, log cosh", "data:image/png", "|correlation|");
    }

    @Test
    void tooFewImagesAreNamed() throws IOException {
        TinyJepa.Outcome outcome = TinyJepa.run(
                "ica",
                "--data",
                images(3),
                "--mixtures",
                1,
                "--samples",
                100,
                "--width",
                2,
                "--steps",
                1,
                "--out",
                folder.resolve("out"));
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("4 sources need as many images, but there are 3", "Maybe use fewer");
    }

    @Test
    void oneSourceIsWrongUse() {
        TinyJepa.Outcome outcome = TinyJepa.run("ica", "--sources", 1, "--out", folder.resolve("out"));
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("--sources must be >= 2 but was 1.");
    }
}
