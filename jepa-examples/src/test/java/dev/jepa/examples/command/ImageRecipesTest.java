package dev.jepa.examples.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.jepa.examples.ijepa.IJepaRecipes;
import dev.jepa.examples.recipe.Recipes;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image recipes on small folders of made pictures: each layout, and what a folder can have wrong with it. */
class ImageRecipesTest {
    private static final List<String> TINY = List.of(
            "--device", "cpu",
            "--steps", "2",
            "--set", "model.encoder.dim=12",
            "--set", "model.encoder.depth=1",
            "--set", "model.predictor.dim=12",
            "--set", "model.predictor.depth=1",
            "--set", "batchSize=4",
            "--set", "monitorEvery=1",
            "--set", "logEvery=1",
            "--set", "model.encoder.imageSize=12",
            "--set", "model.encoder.patch=2");
    private static final int SIDE = 12;

    @TempDir
    private Path folder;

    private Path data;
    private Path run;

    @BeforeEach
    void nameFolders() {
        data = folder.resolve("my images"); // with a space
        run = folder.resolve("run");
    }

    private TinyJepa.Outcome train(String recipe, String... more) {
        List<String> words =
                new ArrayList<>(List.of("train", recipe, "--out", run.toString(), "--data", data.toString()));
        words.addAll(TINY);
        words.addAll(List.of(more));
        return TinyJepa.run(new Recipes(List.copyOf(IJepaRecipes.all())), words.toArray());
    }

    private TinyJepa.Outcome probe() {
        return TinyJepa.run(
                new Recipes(List.copyOf(IJepaRecipes.all())), "probe", "--run", run, "--data", data, "--device", "cpu");
    }

    /** Images of a class, each with its own size and a square of its own colour. */
    private void images(String where, int count) throws IOException {
        Path target = Files.createDirectories(data.resolve(where));
        for (int i = 0; i < count; i++) {
            BufferedImage image = new BufferedImage(40 + i, 48 - i, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = image.createGraphics();
            graphics.setColor(Color.getHSBColor(Math.abs(where.hashCode() % 7) / 7f, 1, 1));
            graphics.fillRect(i, 2 * i, 20, 20);
            graphics.dispose();
            ImageIO.write(image, "png", target.resolve("image-" + i + ".png").toFile());
        }
    }

    /** A file whose header is sound and whose content is cut off. */
    private Path cut(String image) throws IOException {
        Path file = data.resolve(image);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        return file;
    }

    private void assertFails(TinyJepa.Outcome outcome, int code, String what, String advice) {
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(code);
        assertThat(outcome.message()).hasSizeBetween(1, 2);
        assertThat(outcome.message().get(0)).contains(what);
        assertThat(outcome.message()).last().asString().contains(advice);
        assertThat(run).doesNotExist();
    }

    @Test
    void trainAndTestFoldersAreTrainedOnAndJudgedBy() throws IOException {
        images("train/cat", 6);
        images("train/dog", 6);
        images("val/cat", 3);
        images("val/dog", 3);
        TinyJepa.Outcome outcome = train("ijepa-images");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("12 images of 2 classes to train on, 6 to judge by.");
        assertThat(outcome.out()).contains("linear_top1");
        assertThat(run.resolve("report.html")).content().contains("Probes on frozen features");
        assertThat(new ObjectMapper()
                        .readTree(run.resolve("summary.json").toFile())
                        .fieldNames())
                .toIterable()
                .contains("recipe", "seed", "device", "steps", "seconds", "images_per_second", "loss")
                .contains("linear_top1", "knn_top1", "untrained_linear_top1", "pixels_linear_top1");

        TinyJepa.Outcome again = probe();
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(run.resolve("probe/summary.json")).content().contains("\"linear_top1\"");
    }

    @Test
    void aFifthOfEachClassIsHeldOutOfClassFolders() throws IOException {
        images("cat", 10);
        images("dog", 5);
        images("eel", 2);
        TinyJepa.Outcome outcome = train("ijepa-images");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("13 images of 3 classes to train on, 4 to judge by.");
    }

    @Test
    void imagesWithoutClassesTrainWithoutProbes() throws IOException {
        images("", 6);
        TinyJepa.Outcome outcome = train("ijepa-images");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("6 images without class folders", "no classes to judge by");
        assertThat(run.resolve("summary.json")).content().contains("\"loss\"").doesNotContain("top1");
        assertThat(run.resolve("report.html")).content().doesNotContain("Probes on frozen features");

        TinyJepa.Outcome again = probe();
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.message().get(0)).contains("nothing to probe");
    }

    @Test
    void oneClassOnlyTrainsWithoutProbes() throws IOException {
        images("train/cat", 6);
        TinyJepa.Outcome outcome = train("ijepa-images");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("6 images of the one class cat");
    }

    @Test
    void howAFolderWasUnderstoodIsPrinted() throws IOException {
        images("Training/cat", 6);
        images("Training/dog", 5);
        images("Testing/cat", 3);
        images("Testing/dog", 4);
        TinyJepa.Outcome outcome = train("ijepa-images");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err())
                .contains("11 images of 2 classes to train on, 7 to judge by.")
                .containsPattern("cat +6 +3\\R")
                .containsPattern("dog +5 +4\\R");
    }

    @Test
    void aSplitThatLiesTooDeepIsNamed() throws IOException {
        images("dataset/train/cat", 3);
        images("dataset/test/cat", 3);
        assertFails(train("ijepa-images"), 1, "dataset holds train and test", "Maybe pass --data " + data);

        images("other/1", 3);
        assertFails(train("ijepa-images"), 1, "dataset holds train and test", "train/CLASS and test/CLASS");
    }

    @Test
    void twoFoldersToTrainOnAreNamed() throws IOException {
        images("train/cat", 3);
        images("Training-Set/cat", 3);
        assertFails(train("ijepa-images"), 1, "may both be the folder to train on", "Maybe move one");
    }

    @Test
    void oneClassThatHoldsFoldersMayHaveBeenMeantOtherwise() throws IOException {
        images("pictures/cat", 3);
        images("pictures/dog", 3);
        TinyJepa.Outcome outcome = train("ijepa-images");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("Maybe --data " + data.resolve("pictures") + " was meant");
    }

    @Test
    void aClassOfWhichNothingCanBeReadIsNamed() throws IOException {
        images("cat", 6);
        images("dog", 2);
        cut("dog/image-0.png");
        cut("dog/image-1.png");
        assertFails(train("ijepa-images"), 1, "has no image that can be read; the first failure: image", "Maybe bring");
    }

    @Test
    void damagedFilesAreLeftOut() throws IOException {
        images("cat", 8);
        images("dog", 8);
        Files.writeString(data.resolve("cat/image-0.png"), "no picture");
        cut("dog/image-0.png");
        cut("dog/image-1.png");
        TinyJepa.Outcome outcome = train("ijepa-images");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("1 file left out").contains("judge by");
    }

    @Test
    void damagedFilesEndAStrictRunAndAreNamed() throws IOException {
        images("cat", 6);
        images("dog", 6);
        Files.writeString(data.resolve("cat/image-3.png"), "no picture");
        assertFails(train("ijepa-images", "--strict"), 1, "image-3.png cannot be read", "Maybe the file is damaged");
    }

    @Test
    void aContentThatIsCutOffEndsAStrictRun() throws IOException {
        images("cat", 6);
        images("dog", 6);
        for (int i = 0; i < 6; i++) {
            cut("cat/image-" + i + ".png");
            cut("dog/image-" + i + ".png");
        }
        assertFails(train("ijepa-images", "--strict"), 1, "image-", "Maybe");
    }

    @Test
    void foldersThatHoldTooLittleAreNamed() throws IOException {
        Files.createDirectories(data);
        assertFails(
                train("ijepa-images"), 2, "holds no image files", "Maybe name the folder that holds it: --data DIR.");

        images("cat", 4);
        images("dog", 1);
        assertFails(train("ijepa-images"), 1, "class dog of " + data + " has one image", "Maybe add images");
    }

    @Test
    void aMissingHalfIsNamed() throws IOException {
        images("train/cat", 3);
        images("train/dog", 3);
        assertFails(train("ijepa-images"), 2, "there is no test or val folder beside it", "Maybe pass --data");

        images("test/cat", 3);
        assertFails(train("ijepa-images"), 1, "only the first has [dog] and only the second []", "Maybe a folder");
    }

    @Test
    void aTestFolderAloneIsNamed() throws IOException {
        images("test/cat", 3);
        assertFails(train("ijepa-images"), 2, "there is no train folder beside it", "rename it to train");
    }

    @Test
    void wrongSizesAreNamed() throws IOException {
        images("cat", 3);
        images("dog", 3);
        assertFails(
                train("ijepa-images", "--set", "model.encoder.patch=7"),
                2,
                "patch must divide imageSize = 12",
                "Maybe");
        assertFails(
                train("ijepa-images", "--set", "model.encoder.channels=1"), 2, "model.encoder.channels must be 3", "");
        assertFails(
                train("ijepa-images", "--set", "batchSize=99"),
                2,
                "batchSize must be at most 4",
                "Maybe --set batchSize=2.");
    }

    @Test
    void dataThatIsNotThereIsNamed() {
        TinyJepa.Outcome outcome = TinyJepa.run(
                new Recipes(List.copyOf(IJepaRecipes.all())), "train", "ijepa-images", "--out", run, "--device", "cpu");
        assertFails(outcome, 2, "image folder data/images does not exist", "--data DIR.");
    }

    @Test
    void fashionMnistIsReadFromItsFourFiles() throws IOException {
        Files.createDirectories(data);
        TinyIdx.write(data, "train", 40, SIDE);
        assertFails(train("ijepa-fashion-mnist"), 2, "t10k-images-idx3-ubyte does not exist", "--data DIR");
        TinyIdx.write(data, "t10k", 20, SIDE);
        TinyJepa.Outcome outcome = train("ijepa-fashion-mnist");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(run.resolve("summary.json")).content().contains("\"linear_top1\"");
    }

    @Test
    void everyRecipeHasItsOwnNameAndOneLine() {
        assertThat(TinyJepa.run(new Recipes(List.copyOf(IJepaRecipes.all())), "recipes")
                        .out()
                        .lines())
                .hasSize(5)
                .anyMatch(line -> line.startsWith("ijepa-images ") && line.contains("untuned"));
    }
}
