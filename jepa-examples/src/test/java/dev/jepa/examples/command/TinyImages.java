package dev.jepa.examples.command;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** Twenty pictures of two classes, 32 x 32 pixels, the second darker than the first. */
final class TinyImages {
    private TinyImages() {}

    /** Writes them into class folders and returns the folder of those. */
    static Path draw(Path folder) throws IOException {
        for (String name : List.of("cat", "dog")) {
            Path target = Files.createDirectories(folder.resolve(name));
            for (int i = 0; i < 10; i++) {
                BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
                for (int p = 0; p < 32 * 32; p++) {
                    image.setRGB(
                            p % 32, p / 32, Color.HSBtoRGB((p * (i + 3) % 97) / 97f, 1, name.equals("cat") ? 1 : 0.5f));
                }
                ImageIO.write(image, "png", target.resolve(i + ".png").toFile());
            }
        }
        return folder;
    }
}
