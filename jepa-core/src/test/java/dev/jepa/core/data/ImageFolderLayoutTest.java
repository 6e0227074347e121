package dev.jepa.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Folders as people have them: links, classes of which nothing can be read, names that look the same. */
class ImageFolderLayoutTest {
    private static final FolderOptions STRICT = FolderOptions.DEFAULT.withStrict(true);

    @TempDir
    private Path root;

    private Path image(String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        BufferedImage picture = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64; i++) {
            picture.setRGB(i % 8, i / 8, 0x10307 * i);
        }
        ImageIO.write(picture, "png", file.toFile());
        return file;
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "makes symbolic links")
    void aLinkToAFileThatIsGoneIsNamedAndFatalWhenStrict() throws IOException {
        image("a.png");
        Path link = Files.createSymbolicLink(root.resolve("b.png"), root.resolve("gone.png"));

        ImageFolder data = ImageFolder.open(root);

        assertThat(data.size()).isEqualTo(1);
        assertThat(data.skipped()).singleElement().satisfies(skipped -> {
            assertThat(skipped.file()).isEqualTo(link);
            assertThat(skipped.reason()).contains("b.png is a link to a file that is gone");
        });
        assertThatThrownBy(() -> ImageFolder.open(root, STRICT))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("b.png is a link to a file that is gone");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "makes symbolic links")
    void aFolderOfLinksToFilesThatAreGoneIsNotAnEmptyFolder() throws IOException {
        Files.createSymbolicLink(root.resolve("b.png"), root.resolve("gone.png"));

        assertThatThrownBy(() -> ImageFolder.open(root))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("none of the 1 image files")
                .hasMessageContaining("link to a file that is gone");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "makes symbolic links")
    void aLinkToAFolderAroundItLeavesTheRestReadable() throws IOException {
        image("ant/1.png");
        image("bee/1.png");
        Path link = Files.createSymbolicLink(root.resolve("bee/all"), root);

        ImageFolder data = ImageFolder.open(root);

        assertThat(data.size()).isEqualTo(2);
        assertThat(data.classNames()).containsExactly("ant", "bee");
        assertThat(data.skipped()).singleElement().satisfies(skipped -> {
            assertThat(skipped.file()).isEqualTo(link);
            assertThat(skipped.reason()).contains("link to a folder around it");
        });
        assertThatThrownBy(() -> ImageFolder.open(root, STRICT)).isInstanceOf(DataException.class);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "makes symbolic links")
    void linksToFilesAndFoldersElsewhereAreFollowed(@TempDir Path elsewhere) throws IOException {
        Files.createSymbolicLink(root.resolve("ant"), Files.createDirectory(elsewhere.resolve("ants")));
        Path file = image("ant/1.png");
        Files.createDirectory(root.resolve("bee"));
        Files.createSymbolicLink(root.resolve("bee/1.png"), file);

        ImageFolder data = ImageFolder.open(root, STRICT);

        assertThat(data.size()).isEqualTo(2);
        assertThat(data.classNames()).containsExactly("ant", "bee");
    }

    @Test
    void aClassOfWhichNoHeaderCanBeReadIsAnError() throws IOException {
        image("ant/1.png");
        Files.createDirectories(root.resolve("bee"));
        Files.writeString(root.resolve("bee/1.png"), "no picture");

        assertThatThrownBy(() -> ImageFolder.open(root))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("class folder " + root.resolve("bee") + " has no image that can be read")
                .hasMessageContaining("no known image format");
    }

    @Test
    void aClassOfWhichNoContentCanBeReadIsAnError() throws IOException {
        image("ant/1.png");
        Path whole = image("bee/1.png");
        byte[] content = Files.readAllBytes(whole);
        Files.write(whole, Arrays.copyOf(content, 60)); // the header and a little

        assertThatThrownBy(() -> ImageFolder.open(root))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("class folder " + root.resolve("bee") + " has no image that can be read");
    }

    @Test
    void aClassWithOneReadableImageIsOne() throws IOException {
        image("ant/1.png");
        image("bee/2.png");
        Files.writeString(root.resolve("bee/1.png"), "no picture");

        assertThat(ImageFolder.open(root).classNames()).containsExactly("ant", "bee");
    }

    @Test
    void moreImagesBesideTheClassFoldersThanInThemAreNoClasses() throws IOException {
        image("thumbnails/1.png");
        image("1.png");
        image("2.png");

        assertThatThrownBy(() -> ImageFolder.open(root))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("2 images lie in " + root + " itself and only 1 in its folders");
    }

    @Test
    void classesWhoseNamesLookTheSameAreAnError() throws IOException {
        assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "the locale has no accents in file names");
        image("caf\u00e9/1.png"); // one letter
        image("cafe\u0301/1.png"); // a letter and an accent

        assertThatThrownBy(() -> ImageFolder.open(root))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("look the same")
                .hasMessageContaining("Maybe rename one");
    }

    @Test
    void classesWhoseNamesDifferByCaseAreTwo() throws IOException {
        image("a/1.png");
        image("B/1.png");
        image("A2/1.png");

        assertThat(ImageFolder.open(root).classNames()).containsExactly("A2", "B", "a");
    }
}
