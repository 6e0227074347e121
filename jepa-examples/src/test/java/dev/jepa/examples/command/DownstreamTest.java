package dev.jepa.examples.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jepa.examples.generative.GenerativeRecipes;
import dev.jepa.examples.ijepa.IJepaRecipes;
import dev.jepa.examples.images.ImageFolders;
import dev.jepa.examples.jea.JeaRecipes;
import dev.jepa.examples.recipe.Recipe;
import dev.jepa.examples.recipe.Recipes;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code probe} makes of a run's encoder beyond its own probes, on a few made pictures. */
class DownstreamTest {
    private static final Recipes RECIPES = recipes();

    @TempDir
    private Path folder;

    private Path data;
    private Path run;

    private static Recipes recipes() {
        List<Recipe<?>> all = new ArrayList<>(IJepaRecipes.all());
        all.addAll(JeaRecipes.onFolders());
        GenerativeRecipes.all().forEach(recipe -> all.add(recipe.on(ImageFolders.SOURCE)));
        return new Recipes(all);
    }

    /** Bright and dark noise: two classes that anything can learn to tell apart. */
    @BeforeEach
    void drawImages() throws IOException {
        data = folder.resolve("images");
        run = folder.resolve("run");
        Random random = new Random(3);
        for (String name : List.of("bright", "dark")) {
            Path target = Files.createDirectories(data.resolve(name));
            for (int i = 0; i < 20; i++) {
                BufferedImage image = new BufferedImage(40, 32, BufferedImage.TYPE_INT_RGB);
                for (int p = 0; p < 40 * 32; p++) {
                    int value = random.nextInt(100) + (name.equals("bright") ? 150 : 0);
                    image.setRGB(p % 40, p / 40, 0x010101 * value);
                }
                ImageIO.write(image, "png", target.resolve(i + ".png").toFile());
            }
        }
    }

    private void train(String recipe, int steps, String... settings) {
        List<Object> words = new ArrayList<>(
                List.of("train", recipe, "--out", run, "--data", data, "--device", "cpu", "--steps", steps));
        for (String setting : settings) {
            words.addAll(List.of("--set", setting));
        }
        TinyJepa.Outcome outcome = TinyJepa.run(RECIPES, words.toArray());
        assertThat(outcome.code()).as(outcome.err()).isZero();
    }

    private void trainIJepa() {
        train(
                "ijepa-images",
                2,
                "model.encoder.dim=12",
                "model.encoder.depth=2",
                "model.encoder.imageSize=12",
                "model.encoder.patch=2",
                "model.predictor.dim=12",
                "model.predictor.depth=1",
                "batchSize=4");
    }

    private void trainVicReg() {
        train(
                "vicreg-images",
                1,
                "model.projector.hidden=[16]",
                "encoder.type=vit",
                "encoder.transformer.patch=8",
                "encoder.transformer.dim=12",
                "encoder.transformer.depth=1",
                "batchSize=4");
    }

    private void trainAutoencoder(String recipe, int batchSize) {
        train(
                recipe,
                1,
                "model.encoder.dim=12",
                "model.encoder.depth=1",
                "model.decoder.dim=12",
                "model.decoder.depth=1",
                "batchSize=" + batchSize);
    }

    private TinyJepa.Outcome probe(Object... more) {
        List<Object> words = new ArrayList<>(List.of("probe", "--run", run, "--device", "cpu"));
        words.addAll(List.of(more));
        return TinyJepa.run(RECIPES, words.toArray());
    }

    @Test
    void fineTuningLearnsAndGoesOnWhereItIs() throws IOException {
        trainIJepa();
        List<Object> words = new ArrayList<>(List.of("--data", data, "--finetune", "--epochs", 6));
        for (String setting : List.of("batchSize=8", "learningRate=3e-3", "minScale=1")) {
            words.addAll(List.of("--set", setting));
        }
        TinyJepa.Outcome outcome = probe(words.toArray());
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("finetuned_top1   100", "scratch_top1");
        assertThat(run.resolve("finetune-all/report.html")).content().contains("from scratch", "Training loss");
        String first = Files.readString(run.resolve("finetune-all/summary.json"));

        TinyJepa.Outcome again = probe(words.toArray()); // nothing is left to train
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(run.resolve("finetune-all/summary.json")).content().isEqualTo(first);

        TinyJepa.Outcome other = probe("--data", data, "--finetune", "--epochs", 7);
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err())
                .contains("holds a fine-tuning with another configuration", "Maybe choose another --out");
    }

    @Test
    void aStoppedFineTuningEndsAsAnUninterruptedOne() throws IOException {
        trainIJepa();
        Object[] words = {"--data", data, "--finetune", "--labels", "50%", "--epochs", 3, "--set", "batchSize=8"};
        assertThat(probe(words).code()).isZero();
        Path whole = run.resolve("finetune-50pc");
        Path parted = folder.resolve("parted");
        Files.createDirectories(parted.resolve("pretrained"));
        for (String name : List.of("config.json", "provenance.json")) { // as after a stop before the first checkpoint
            Files.copy(
                    whole.resolve("pretrained").resolve(name),
                    parted.resolve("pretrained").resolve(name));
        }
        List<Object> resumed = new ArrayList<>(List.of(words));
        resumed.addAll(List.of("--out", parted));
        TinyJepa.Outcome outcome = probe(resumed.toArray());
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(parted.resolve("summary.json")).content().isEqualTo(Files.readString(whole.resolve("summary.json")));
    }

    @Test
    void grayImagesAreJudgedByAnEncoderOfColours() throws IOException {
        trainIJepa();
        Path digits = Files.createDirectories(folder.resolve("digits"));
        TinyIdx.write(digits, "train", 40, 14);
        TinyIdx.write(digits, "t10k", 20, 14);
        TinyJepa.Outcome outcome = probe("--transfer", "fashion-mnist", "--data", digits);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err())
                .contains("14 x 14 pixels, gray in each of three channels, the shorter side made 12 pixels");
        assertThat(run.resolve("transfer-fashion-mnist/summary.json"))
                .content()
                .contains("\"transfer\" : \"fashion-mnist\"", "untrained_linear_top1", "pixels_linear_top1");
        assertThat(run.resolve("transfer-fashion-mnist/report.html")).content().contains("raw pixels", "BN + linear");
    }

    @Test
    void jointEmbeddingsAreFineTunedAndProbedByPatches() throws IOException {
        for (String name : List.of("bright", "dark")) { // a fifth of each is held out
            for (int i = 5; i < 20; i++) {
                Files.delete(data.resolve(name + "/" + i + ".png"));
            }
        }
        trainVicReg();
        TinyJepa.Outcome tuned = probe(
                "--transfer",
                "images",
                "--data",
                data,
                "--finetune",
                "--epochs",
                1,
                "--labels",
                "0.25",
                "--set",
                "batchSize=2");
        assertThat(tuned.code()).as(tuned.err()).isZero();
        assertThat(run.resolve("finetune-0.25-images/summary.json")).content().contains("\"labels\" : 2");
        TinyJepa.Outcome patches = probe("--dense", "--data", data);
        assertThat(patches.code()).as(patches.err()).isZero();
        assertThat(run.resolve("dense/summary.json")).content().contains("\"patches_an_image\" : 16");
    }

    /** The second folder has fewer images than a batch of the run. */
    @ParameterizedTest
    @ValueSource(strings = {"mae-cifar10", "denoising-cifar10"})
    void autoencodersAreJudgedOnOtherDataAndTrainedFurther(String recipe) {
        trainAutoencoder(recipe, 24);
        TinyJepa.Outcome patches = probe("--dense", "--data", data.resolve("dark"));
        assertThat(patches.code()).as(patches.err()).isZero();
        assertThat(run.resolve("dense/summary.json"))
                .content()
                .contains("\"recipe\" : \"" + recipe, "\"patches_an_image\" : 16");
        TinyJepa.Outcome transfer = probe("--transfer", "images", "--data", data);
        assertThat(transfer.code()).as(transfer.err()).isZero();
        assertThat(transfer.out()).contains("trained, last layer", "untrained_linear_top1");
        TinyJepa.Outcome tuned = probe("--finetune", "--data", data, "--epochs", 1);
        assertThat(tuned.code()).as(tuned.err()).isZero();
        assertThat(tuned.out()).contains("finetuned_top1", "scratch_top1");
    }

    @Test
    void propertiesAreReadOffThePatchesOfImagesWithoutClasses() throws IOException {
        trainIJepa();
        Path some = data.resolve("dark");
        TinyJepa.Outcome second = probe("--dense", "--transfer", "images", "--data", some);
        assertThat(second.code()).as(second.err()).isZero();
        assertThat(second.err()).contains("20 images without classes; 32 x 40 pixels");
        TinyJepa.Outcome outcome = probe("--dense", "--data", some);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(run.resolve("dense/summary.json"))
                .content()
                .contains("\"train_images\" : 16", "\"test_images\" : 4", "\"patches_an_image\" : 36")
                .contains("trained_detail_r2", "untrained_orientation_r2", "pixels_contrast_r2")
                .doesNotContain("class_top1");
        assertThat(run.resolve("dense/report.html")).content().contains("measured", "raw pixels", "data:image/png");
    }

    /** The left half is one class and the right half another, which positions tell. */
    @Test
    void classesOfPatchesComeFromMasks() throws IOException {
        trainIJepa();
        masks(40);
        TinyJepa.Outcome outcome = probe("--dense", "--transfer", "images", "--data", data);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(run.resolve("dense-images/summary.json"))
                .content()
                .containsPattern("trained_class_top1\" : (9|100)")
                .contains("pixels_class_top1");

        Files.delete(data.resolve("dark/3_mask.png"));
        TinyJepa.Outcome missing = probe("--dense", "--transfer", "images", "--data", data);
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).contains("has a mask but", "3.png has none", "Maybe complete the masks");

        masks(39);
        TinyJepa.Outcome size = probe("--dense", "--transfer", "images", "--data", data);
        assertThat(size.code()).isEqualTo(1);
        assertThat(size.err()).contains("is 39 x 32 pixels but its image is 40 x 32", "Maybe it belongs to another");
    }

    private void masks(int width) throws IOException {
        for (String name : List.of("bright", "dark")) {
            for (int i = 0; i < 20; i++) {
                BufferedImage mask = new BufferedImage(width, 32, BufferedImage.TYPE_INT_RGB);
                for (int p = 0; p < width * 32; p++) {
                    mask.setRGB(p % width, p / width, p % width < 20 ? 0xff0000 : 0x0000ff);
                }
                ImageIO.write(
                        mask, "png", data.resolve(name + "/" + i + "_mask.png").toFile());
            }
        }
    }

    @Test
    void whatDoesNotFitIsNamed() throws IOException {
        trainIJepa();
        TinyJepa.Outcome name = probe("--transfer", "fashion-minst", "--data", data);
        assertThat(name.code()).isEqualTo(2);
        assertThat(name.err()).contains("no data set 'fashion-minst'", "fashion-mnist");

        TinyJepa.Outcome missing = probe("--transfer", "cifar100", "--data", data);
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.err()).contains("does not exist", "--data DIR");

        TinyJepa.Outcome unlabelled = probe("--transfer", "images", "--data", data.resolve("dark"));
        assertThat(unlabelled.code()).isEqualTo(2);
        assertThat(unlabelled.err()).contains("no classes to tell apart");

        TinyJepa.Outcome alone = probe("--epochs", 3);
        assertThat(alone.code()).isEqualTo(2);
        assertThat(alone.err()).contains("--epochs, --labels and --set go with --finetune only");

        TinyJepa.Outcome share = probe("--finetune", "--labels", "110%");
        assertThat(share.code()).isEqualTo(2);
        assertThat(share.err()).contains("--labels must be all, or a share such as 10% or 0.1, but was 110%.");

        TinyJepa.Outcome key = probe("--finetune", "--data", data, "--set", "layerdecay=2");
        assertThat(key.code()).isEqualTo(2);
        assertThat(key.err()).contains("layerDecay");
    }
}
