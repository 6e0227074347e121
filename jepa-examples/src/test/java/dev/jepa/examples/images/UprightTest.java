package dev.jepa.examples.images;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.core.config.Configs;
import dev.jepa.core.tensor.Device;
import dev.jepa.examples.ijepa.IJepaRecipes;
import dev.jepa.examples.ijepa.IJepaRun;
import dev.jepa.examples.progress.Display;
import dev.jepa.examples.recipe.RecipeContext;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key that leaves pictures as they are stored. */
class UprightTest {
    /** EXIF of one tag: orientation 6, to be turned by a quarter. */
    private static final String TURNED =
            "ffe10022" + "457869660000" + "4d4d002a00000008" + "0001" + "0112000300000001" + "00060000" + "00000000";

    @TempDir
    private Path folder;

    @BeforeEach
    void drawPictures() throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "jpg", plain);
        byte[] bytes = plain.toByteArray();
        ByteArrayOutputStream turned = new ByteArrayOutputStream();
        turned.write(bytes, 0, 2);
        turned.writeBytes(HexFormat.of().parseHex(TURNED));
        turned.write(bytes, 2, bytes.length - 2);
        for (String name : List.of("cat", "dog")) {
            Path images = Files.createDirectories(folder.resolve(name));
            Files.write(images.resolve("1.jpg"), turned.toByteArray());
            Files.write(images.resolve("2.jpg"), turned.toByteArray());
        }
    }

    private ImageTask images(String... assignments) {
        IJepaRun defaults = IJepaRecipes.images().defaults();
        RecipeContext context = new RecipeContext(
                "test",
                List.of(),
                Path.of("none"),
                Optional.of(folder),
                Device.CPU,
                7,
                OptionalLong.empty(),
                false,
                false,
                () -> false,
                Display.on(new PrintWriter(new StringWriter())),
                new PrintWriter(new StringWriter()));
        return IJepaRecipes.images().images(Configs.override(defaults, List.of(assignments)), context);
    }

    @Test
    void picturesAreUprightUnlessTheKeyLeavesThemAsStored() {
        assertThat(images().train().image(0)).hasToString("Image[3, 40, 30]");
        assertThat(images("upright=true").test().image(0)).hasToString("Image[3, 40, 30]");
        assertThat(images("upright=false").train().image(0)).hasToString("Image[3, 30, 40]");
        assertThat(images("upright=false").test().image(0)).hasToString("Image[3, 30, 40]");
    }
}
